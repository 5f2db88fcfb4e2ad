import { z } from 'zod';
import { inChunks } from '../kit/in-chunks.ts';
import { byCursor } from '../kit/paging.ts';
import { contactsPath, type Portal } from './portal.ts';

/** https://developers.hubspot.com/docs/api-reference/search/guide */
const mostGroups = 5;
const mostValues = 100;
const pageSize = 100;
/** A value that more contacts than this have in common does not identify a person. */
const mostFound = 300;

/** A contact matches a group when all filters of the group match. A search finds the contacts that match any of its groups. */
export interface FilterGroup {
  readonly filters: readonly Readonly<Record<string, unknown>>[];
}

/** HubSpot compares text in lower case and requires lower case in the list of an `IN` filter. */
export function oneOf(propertyName: string, values: readonly string[]): FilterGroup[] {
  const lower = [...new Set(values.map((value) => value.toLowerCase()))];
  return inChunks(lower, mostValues).map((chunk) => ({
    filters: [{ propertyName, operator: 'IN', values: chunk }],
  }));
}

const found = z.object({
  results: z.array(z.object({ id: z.string().min(1) })),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
});

/** @returns ids of live contacts; the index lags, so some of them may already be gone */
export async function search(portal: Portal, groups: readonly FilterGroup[]): Promise<string[]> {
  const ids: string[] = [];
  for (const filterGroups of inChunks(groups, mostGroups)) {
    const path = `${contactsPath(portal)}/search`;
    const pages = byCursor(async (after = '0') => {
      const body = { filterGroups, properties: ['email'], sorts: [], limit: pageSize, after };
      const page = await portal.client.read({ method: 'POST', path, body }, found);
      return { items: page.results, next: page.paging?.next?.after };
    });
    for await (const contacts of pages) {
      ids.push(...contacts.map(({ id }) => id));
      if (ids.length >= mostFound) return ids;
    }
  }
  return ids;
}
