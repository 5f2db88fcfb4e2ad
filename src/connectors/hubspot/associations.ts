import { z } from 'zod';
import type { RecordRef } from '../../domain/match.ts';
import { byCursor } from '../kit/paging.ts';
import { contactsPath, type Portal } from './portal.ts';

/** An object that is associated with a contact. */
export interface Associated {
  readonly to: string;
  readonly id: string;
  /** Such as `contact_to_deal`, or HubSpot's number of the kind of association. */
  readonly type: string;
}

const next = z.object({ next: z.object({ after: z.string() }).optional() }).optional();

const ofContact = z.object({
  associations: z
    .record(
      z.string(),
      z.object({
        results: z.array(z.object({ id: z.string(), type: z.string() })),
        paging: next,
      }),
    )
    .optional(),
});

const ofBatch = z.object({
  results: z.array(
    z.object({
      to: z.array(
        z.object({
          toObjectId: z.string(),
          associationTypes: z.array(z.object({ typeId: z.number() })),
        }),
      ),
      paging: next,
    }),
  ),
});

/** All objects of the types that are associated with a contact. One call shows the first page of each type. */
export async function associatedWith(
  portal: Portal,
  record: RecordRef,
  types: readonly string[],
  archived: boolean,
): Promise<Associated[]> {
  const query = `?properties=email&associations=${types.join(',')}${archived ? '&archived=true' : ''}`;
  const answer = await portal.client.readIfThere(
    { method: 'GET', path: `${contactsPath(portal, record.id)}${query}` },
    ofContact,
  );
  const found: Associated[] = [];
  for (const [to, { results, paging }] of Object.entries(answer?.associations ?? {})) {
    found.push(...results.map(({ id, type }) => ({ to, id, type })));
    const after = paging?.next?.after;
    if (after !== undefined) found.push(...(await furtherPages(portal, record, to, after)));
  }
  return found;
}

/** https://developers.hubspot.com/docs/api-reference/crm-associations: each page names the next one. */
async function furtherPages(
  portal: Portal,
  record: RecordRef,
  to: string,
  first: string,
): Promise<Associated[]> {
  const path = `/crm/associations/${portal.version}/contacts/${to}/batch/read`;
  const pages = byCursor(async (after = first) => {
    const body = { inputs: [{ id: record.id, after }] };
    const { results } = await portal.client.read({ method: 'POST', path, body }, ofBatch);
    const items = results.flatMap((result) =>
      result.to.map(({ toObjectId: id, associationTypes: [kind] }) => ({
        to,
        id,
        type: String(kind?.typeId ?? ''),
      })),
    );
    return { items, next: results[0]?.paging?.next?.after };
  });
  const found: Associated[] = [];
  for await (const items of pages) found.push(...items);
  return found;
}
