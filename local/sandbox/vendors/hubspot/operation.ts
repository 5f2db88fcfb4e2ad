import { jsonBody, type Answer, type Call } from '../../http/call.ts';
import type { PathValues } from '../../http/router.ts';
import { foldCase } from '../../store/fold-case.ts';
import type { StoredRecord } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import {
  contactDocOf,
  contactKeys,
  hubspotId,
  objectIdProperty,
  storedId,
} from './contact-record.ts';
import { invalid } from './hubspot-error.ts';

export interface HubspotContext {
  state: State;
  call: Call;
  query: URLSearchParams;
}

export type HubspotOperation = (context: HubspotContext, values: PathValues) => Answer;

const uniqueProperties = new Set(['email', objectIdProperty, 'hs_object_id']);

/** The contact with this id or unique property, in the wanted state, as readers see it now. */
export function findContact(
  { state }: HubspotContext,
  value: string,
  idProperty: string | null,
  archived: boolean,
  reading: 'reading' | 'changing' = 'reading',
): StoredRecord | undefined {
  const wanted = archived ? 'binned' : 'live';
  const read = archived ? 'binned' : 'one';
  if (idProperty === null || idProperty === 'hs_object_id') {
    const survivor = state.records.seen(hubspotId, 'mergedContact', storedId(value));
    // A read by a merged id returns the remaining contact. No document says that the contact can be changed or erased by a merged id.
    if (survivor && reading === 'changing') return undefined;
    const id = survivor ? String(survivor.doc['into']) : storedId(value);
    const record = state.records.seen(hubspotId, 'contact', id, read);
    return record?.state === wanted ? record : undefined;
  }
  if (!uniqueProperties.has(idProperty))
    throw invalid(`Property "${idProperty}" is not a unique property of contacts.`);
  return state.records
    .find(hubspotId, 'contact', idProperty, value, read)
    .find(
      (record) =>
        record.state === wanted &&
        contactKeys(contactDocOf(record.doc)).some(
          ([field, key]) => field === idProperty && foldCase(key) === foldCase(value),
        ),
    );
}

export function bodyOf(call: Call): Record<string, unknown> {
  const body = jsonBody(call);
  if (!body) throw invalid('Invalid input JSON: could not be parsed.');
  return body;
}

export const inputsOf = (body: Record<string, unknown>): string[] => {
  if (!Array.isArray(body['inputs'])) throw invalid('Invalid input JSON: inputs are missing.');
  return body['inputs'].map((input: unknown) => String((input as { id?: unknown } | null)?.id));
};
