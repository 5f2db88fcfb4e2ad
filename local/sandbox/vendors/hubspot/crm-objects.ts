import type { StoredRecord } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import type { Owner } from '../../world/person-view.ts';
import { hubspotId, shownId, storedId, type Properties } from './contact-record.ts';
import { invalid } from './hubspot-error.ts';
import { objectTypes, type ObjectType } from './object-types.ts';
import { bodyOf, inputsOf, type HubspotOperation } from './operation.ts';
import { answerBatch } from './batch-answer.ts';

/** Notes, calls, tickets and other objects that are associated with a contact: by type, the properties of each. */
export type PlacedObjects = Partial<Record<string, Properties[]>>;

const idsOfObjects = 40_000_000;

export function requireType(type: string): ObjectType {
  const found = objectTypes[type];
  if (!found) throw invalid(`Unable to infer object type from: ${type}`);
  return found;
}

const keyOf = (type: string, id: string) => `${type}/${storedId(id)}`;

/**
 * Makes the objects of a contact. They belong to the account, so they stay when the contact is erased.
 * @returns the ids of the objects by type
 */
export function placeObjects(
  state: State,
  owner: Owner,
  contactId: string,
  objects: PlacedObjects,
  at: string,
): Record<string, string[]> {
  let next = idsOfObjects + Number(contactId) * 1000;
  const idsByType: Record<string, string[]> = {};
  for (const [type, list = []] of Object.entries(objects)) {
    idsByType[type] = list.map((properties) => {
      next += 1;
      const id = String(next);
      state.records.place(hubspotId, 'object', keyOf(type, id), {
        state: 'live',
        doc: { type, properties: { hs_timestamp: at, ...properties }, createdAt: at },
        keys: [],
        person: owner.person,
      });
      return id;
    });
  }
  return idsByType;
}

interface ObjectDoc {
  properties: Properties;
  createdAt: string;
}

function present(id: string, record: StoredRecord, names: readonly string[]): object {
  const { properties, createdAt } = record.doc as typeof record.doc & ObjectDoc;
  return {
    id,
    properties: Object.fromEntries(
      [...names, 'hs_object_id'].map((name) => [
        name,
        name === 'hs_object_id' ? id : (properties[name] ?? null),
      ]),
    ),
    createdAt,
    updatedAt: createdAt,
    archived: false,
  };
}

export const readObjectBatch: HubspotOperation = ({ state, call }, { type = '' }) => {
  requireType(type);
  const body = bodyOf(call);
  const names = Array.isArray(body['properties']) ? body['properties'].map(String) : [];
  const found = inputsOf(body).map((id) => {
    const record = state.records.seen(hubspotId, 'object', keyOf(type, id));
    return { id, shown: record && present(shownId(id), record, names) };
  });
  return answerBatch(state, found);
};

export const listObjectProperties: HubspotOperation = (_context, { type = '' }) => ({
  status: 200,
  body: {
    results: requireType(type).properties.map((name) => ({
      name,
      label: name,
      type: 'string',
      fieldType: 'text',
      description: '',
      groupName: type,
      options: [],
    })),
  },
});
