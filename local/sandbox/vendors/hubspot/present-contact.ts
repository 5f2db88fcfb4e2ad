import type { StoredRecord } from '../../store/records.ts';
import { associationsOf } from './associations.ts';
import { contactDocOf, shownId, type Properties } from './contact-record.ts';

const defaultNames = [
  'createdate',
  'email',
  'firstname',
  'hs_object_id',
  'lastmodifieddate',
  'lastname',
];
const alwaysShown = ['createdate', 'hs_object_id', 'lastmodifieddate'];

export interface Wish {
  properties: readonly string[];
  propertiesWithHistory: readonly string[];
  associations: readonly string[];
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Reads the requested properties from a query: values separated by commas, or the name several times. */
export function wishOf(query: URLSearchParams): Wish {
  const names = (name: string) =>
    query
      .getAll(name)
      .flatMap((value) => value.split(','))
      .map((each) => each.trim())
      .filter((each) => each !== '');
  return {
    properties: names('properties'),
    propertiesWithHistory: names('propertiesWithHistory'),
    associations: names('associations'),
  };
}

export function wishOfBody(body: Record<string, unknown>): Wish {
  return {
    properties: listOf(body['properties']),
    propertiesWithHistory: listOf(body['propertiesWithHistory']),
    associations: [],
  };
}

/** Requested properties without a value are null; unknown properties are null too. */
export function presentContact(record: StoredRecord, wish: Wish): object {
  const contact = contactDocOf(record.doc);
  const id = shownId(record.id);
  const all: Properties = {
    ...contact.properties,
    createdate: contact.createdAt,
    lastmodifieddate: contact.updatedAt,
    hs_object_id: id,
  };
  const names =
    wish.properties.length === 0
      ? defaultNames
      : [...new Set([...wish.properties, ...alwaysShown])];
  const history = (name: string) => {
    const value = all[name];
    return value === null || value === undefined
      ? []
      : [{ value, timestamp: contact.updatedAt, sourceType: 'INTEGRATION' }];
  };
  return {
    id,
    properties: Object.fromEntries(names.map((name) => [name, all[name] ?? null])),
    ...(wish.propertiesWithHistory.length > 0
      ? {
          propertiesWithHistory: Object.fromEntries(
            wish.propertiesWithHistory.map((name) => [name, history(name)]),
          ),
        }
      : {}),
    createdAt: contact.createdAt,
    updatedAt: contact.updatedAt,
    archived: record.state === 'binned',
    ...(record.state === 'binned' ? { archivedAt: contact.archivedAt ?? contact.updatedAt } : {}),
    ...associationsOf(record, wish.associations),
  };
}
