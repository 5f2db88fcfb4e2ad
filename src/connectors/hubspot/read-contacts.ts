import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { inChunks } from '../kit/in-chunks.ts';

/** https://developers.hubspot.com/docs/api-reference/crm-contacts-v3: the most a batch may ask for. */
const mostInputs = 100;

export interface ContactsWanted {
  readonly ids: readonly string[];
  /** The unique property that the ids are values of; undefined when they are contact ids. */
  readonly idProperty?: string | undefined;
  readonly properties: readonly string[];
  readonly withHistory?: boolean;
  /** An archived contact keeps all its data for 90 days, and no search shows it. */
  readonly archived?: boolean;
}

/** Reads the contacts that exist. HubSpot answers 207 when some do not exist. */
export async function readContacts<T>(
  client: VendorClient,
  wanted: ContactsWanted,
  shape: z.ZodType<T>,
): Promise<T[]> {
  const { idProperty, properties, withHistory = false, archived = false } = wanted;
  const contacts: T[] = [];
  for (const chunk of inChunks([...new Set(wanted.ids)], mostInputs)) {
    const answer = await client.readIfThere(
      {
        method: 'POST',
        path: `/crm/v3/objects/contacts/batch/read${archived ? '?archived=true' : ''}`,
        body: {
          ...(idProperty === undefined ? {} : { idProperty }),
          inputs: chunk.map((id) => ({ id })),
          properties,
          propertiesWithHistory: withHistory ? properties : [],
        },
      },
      z.object({ results: z.array(shape) }),
    );
    contacts.push(...(answer?.results ?? []));
  }
  return contacts;
}

/** Like `readContacts`, but finds none when HubSpot refuses to look contacts up in this way. */
export async function readContactsIfOffered<T>(
  client: VendorClient,
  wanted: ContactsWanted,
  shape: z.ZodType<T>,
): Promise<T[]> {
  try {
    return await readContacts(client, wanted, shape);
  } catch (error) {
    if (error instanceof SystemFailure && error.code === 'refused') return [];
    throw error;
  }
}
