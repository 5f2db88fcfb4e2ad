import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import { propertiesPath, type Portal } from './portal.ts';

const definitions = z.object({ results: z.array(z.object({ name: z.string() })) });

/** True for data that HubSpot does not let us read, because a scope is missing or the account does not have such data. */
export const isNotOffered = (error: unknown): boolean =>
  error instanceof SystemFailure && ['permission-missing', 'refused'].includes(error.code);

/**
 * The names of all properties of an object type: HubSpot answers only with properties that are named.
 * https://developers.hubspot.com/docs/api-reference/crm-properties: needs a scope such as `crm.schemas.contacts.read`.
 * @param usual the names to use when the list may not be read
 */
export async function propertyNames(
  portal: Portal,
  type: string,
  part: string,
  usual: readonly string[],
  sink: ExportSink,
): Promise<string[]> {
  const names = await listedNames(portal, type, '');
  if (names !== null) return names;
  sink.remark(
    part,
    'The list of all properties could not be read; the usual ones and those configured were exported.',
  );
  return [...new Set(usual)];
}

/** HubSpot lists sensitive properties separately. Null: we may not read them. */
export async function sensitivePropertyNames(portal: Portal): Promise<string[] | null> {
  const lists = await Promise.all(
    ['sensitive', 'highly_sensitive'].map((degree) =>
      listedNames(portal, 'contacts', `?dataSensitivity=${degree}`),
    ),
  );
  const read = lists.filter((names) => names !== null);
  return read.length === lists.length ? read.flat() : null;
}

async function listedNames(portal: Portal, type: string, query: string): Promise<string[] | null> {
  try {
    const path = `${propertiesPath(portal, type)}${query}`;
    const { results } = await portal.client.read({ method: 'GET', path }, definitions);
    return results.map(({ name }) => name);
  } catch (error) {
    if (isNotOffered(error)) return null;
    throw error;
  }
}
