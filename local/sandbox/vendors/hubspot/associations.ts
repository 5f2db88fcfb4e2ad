import type { StoredRecord } from '../../store/records.ts';
import { contactDocOf, hubspotId, storedId } from './contact-record.ts';
import { requireType } from './crm-objects.ts';
import { invalid } from './hubspot-error.ts';
import { objectTypes } from './object-types.ts';
import { bodyOf, type HubspotOperation } from './operation.ts';

/** How many ids one answer shows; HubSpot's description names 500 for its own list. */
const shownInContact = 100;
const shownInList = 500;

function idsOf(record: StoredRecord, type: string): readonly string[] {
  const { deals = [], objects = {} } = contactDocOf(record.doc);
  return type === 'deals' ? deals : (objects[type] ?? []);
}

/** The first page of each wanted type, as a contact shows it. Types that do not exist are ignored. */
export function associationsOf(record: StoredRecord, types: readonly string[]): object {
  const lists = types.flatMap((type) => {
    const ids = idsOf(record, type);
    const label = objectTypes[type]?.label;
    if (ids.length === 0 || label === undefined) return [];
    const results = ids.slice(0, shownInContact).map((id) => ({ id, type: label }));
    const paging = ids.length > shownInContact ? { paging: nextAfter(shownInContact) } : {};
    return [[type, { results, ...paging }] as const];
  });
  return lists.length === 0 ? {} : { associations: Object.fromEntries(lists) };
}

const nextAfter = (position: number) => ({ next: { after: String(position) } });

interface Input {
  id?: unknown;
  after?: unknown;
}

export const readAssociations: HubspotOperation = ({ state, call }, { type = '' }) => {
  const { typeId } = requireType(type);
  const { inputs } = bodyOf(call);
  if (!Array.isArray(inputs)) throw invalid('Invalid input JSON: inputs are missing.');
  const at = new Date(state.clock.now()).toISOString();
  const results = (inputs as Input[]).flatMap(({ id, after = '0' }) => {
    const record = state.records.seen(hubspotId, 'contact', storedId(String(id)));
    if (record?.state !== 'live') return [];
    const ids = idsOf(record, type);
    const start = Number(after);
    const end = start + shownInList;
    const to = ids.slice(start, end).map((toObjectId) => ({
      toObjectId,
      associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId }],
    }));
    return [
      { from: { id: String(id) }, to, ...(end < ids.length ? { paging: nextAfter(end) } : {}) },
    ];
  });
  return { status: 200, body: { status: 'COMPLETE', results, startedAt: at, completedAt: at } };
};
