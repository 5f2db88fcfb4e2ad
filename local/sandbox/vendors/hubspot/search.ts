import { foldCase } from '../../store/fold-case.ts';
import type { Records, StoredRecord } from '../../store/records.ts';
import { contactDocOf, hubspotId, objectIdProperty, storedId } from './contact-record.ts';
import { invalid } from './hubspot-error.ts';

interface SearchFilter {
  propertyName: string;
  operator: string;
  value?: string;
  highValue?: string;
  values?: string[];
}

type Group = SearchFilter[];

const operators = new Set([
  'BETWEEN',
  'CONTAINS_TOKEN',
  'EQ',
  'GT',
  'GTE',
  'HAS_PROPERTY',
  'IN',
  'LT',
  'LTE',
  'NEQ',
  'NOT_CONTAINS_TOKEN',
  'NOT_HAS_PROPERTY',
  'NOT_IN',
]);
const valueless = new Set(['HAS_PROPERTY', 'NOT_HAS_PROPERTY']);

/** @throws HubspotError 400 for a malformed search. */
export function readGroups(body: Record<string, unknown>): Group[] {
  const groups = body['filterGroups'] ?? [];
  if (!Array.isArray(groups) || groups.length > 6)
    throw invalid('Invalid input JSON: up to 6 filterGroups are allowed.');
  return groups.map((group: unknown) => {
    const filters =
      typeof group === 'object' && group !== null
        ? (group as { filters?: unknown }).filters
        : undefined;
    if (!Array.isArray(filters)) throw invalid('Invalid input JSON: a filter group needs filters.');
    return filters.map(checkFilter);
  });
}

function checkFilter(filter: unknown): SearchFilter {
  const { propertyName, operator, value, values } = (filter ?? {}) as Partial<SearchFilter>;
  if (typeof propertyName !== 'string' || typeof operator !== 'string' || !operators.has(operator))
    throw invalid('Invalid input JSON: a filter needs propertyName and a known operator.');
  const needsValues = operator === 'IN' || operator === 'NOT_IN';
  if (needsValues ? !Array.isArray(values) : !valueless.has(operator) && typeof value !== 'string')
    throw invalid(
      `Invalid input JSON: operator ${operator} needs ${needsValues ? 'values' : 'a value'}.`,
    );
  return filter as SearchFilter;
}

/** `email` is the primary address only. Users of the API report that a search by it does not find secondary addresses. */
function valuesOf(record: StoredRecord, name: string): string[] {
  const contact = contactDocOf(record.doc);
  if (name === 'hs_additional_emails')
    return (contact.properties[name] ?? '')
      .split(';')
      .map((each) => foldCase(each.trim()))
      .filter((each) => each !== '');
  if (name === 'hs_object_id') return [record.id.replace(/^0+/, '')];
  const value = contact.properties[name];
  return value === null || value === undefined || value === '' ? [] : [foldCase(value)];
}

const order = (a: string, b: string) =>
  a !== '' && b !== '' && !Number.isNaN(Number(a)) && !Number.isNaN(Number(b))
    ? Number(a) - Number(b)
    : a < b
      ? -1
      : Number(a > b);
const hasToken = (text: string, token: string) =>
  token.includes('*')
    ? new RegExp(
        `^${token
          .split('*')
          .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
          .join('.*')}$`,
      ).test(text)
    : text.split(/[\s;,]+/).includes(token) || text.split(/[\s;,@.]+/).includes(token);

function meets(record: StoredRecord, filter: SearchFilter): boolean {
  const actual = valuesOf(record, filter.propertyName);
  const value = foldCase(filter.value ?? '');
  // HubSpot asks for lower-case values here and does not change them.
  const listed = filter.values ?? [];
  switch (filter.operator) {
    case 'HAS_PROPERTY':
      return actual.length > 0;
    case 'NOT_HAS_PROPERTY':
      return actual.length === 0;
    case 'EQ':
      return actual.includes(value);
    case 'NEQ':
      return !actual.includes(value);
    case 'IN':
      return actual.some((each) => listed.includes(each));
    case 'NOT_IN':
      return !actual.some((each) => listed.includes(each));
    case 'CONTAINS_TOKEN':
      return actual.some((each) => hasToken(each, value));
    case 'NOT_CONTAINS_TOKEN':
      return !actual.some((each) => hasToken(each, value));
    case 'GT':
      return actual.some((each) => order(each, value) > 0);
    case 'GTE':
      return actual.some((each) => order(each, value) >= 0);
    case 'LT':
      return actual.some((each) => order(each, value) < 0);
    case 'LTE':
      return actual.some((each) => order(each, value) <= 0);
    default:
      return actual.some(
        (each) => order(each, value) >= 0 && order(each, foldCase(filter.highValue ?? '')) <= 0,
      );
  }
}

const indexed = new Set(['email', objectIdProperty, 'phone', 'mobilephone', 'hs_object_id']);

const isAddress = (value: string | undefined): value is string =>
  value !== undefined && /^[^*\s;,]+@[^*\s;,]+$/.test(value);

/** Contacts that may meet the group, found by its first filter with an index. Undefined: all must be scanned. */
function candidatesOf(records: Records, group: Group): StoredRecord[] | undefined {
  for (const { propertyName, operator, value, values } of group) {
    // Secondary addresses are in the index of addresses. The match itself is checked later.
    const byAddress = operator === 'CONTAINS_TOKEN' || operator === 'EQ';
    if (propertyName === 'hs_additional_emails' && byAddress && isAddress(value))
      return records.find(hubspotId, 'contact', 'email', value);
    const wanted =
      operator === 'EQ' && value !== undefined ? [value] : operator === 'IN' ? (values ?? []) : [];
    if (wanted.length === 0 || !indexed.has(propertyName)) continue;
    return wanted.flatMap((each) =>
      propertyName === 'hs_object_id'
        ? (records.seen(hubspotId, 'contact', storedId(each), 'list') ?? [])
        : records.find(hubspotId, 'contact', propertyName, each),
    );
  }
  return undefined;
}

const searched = ['email', 'firstname', 'lastname', 'phone', 'company'];

/** Live contacts that meet all filters of at least one group, and the free text. Sorted by id. */
export function searchContacts(records: Records, groups: Group[], text: string): StoredRecord[] {
  const word = foldCase(text.trim());
  const chosen = groups.map((group) => candidatesOf(records, group));
  const pool =
    groups.length > 0 && chosen.every((each) => each !== undefined)
      ? chosen.flat()
      : records.scan(hubspotId, 'contact', '');
  const found = new Map<string, StoredRecord>();
  for (const record of pool) {
    if (record.state !== 'live' || found.has(record.id)) continue;
    if (
      groups.length > 0 &&
      !groups.some((group) => group.every((filter) => meets(record, filter)))
    )
      continue;
    if (
      word !== '' &&
      !searched.some((name) => valuesOf(record, name).some((value) => value.includes(word)))
    )
      continue;
    found.set(record.id, record);
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
