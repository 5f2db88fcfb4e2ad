import type { ReadClass } from '../../store/lag.ts';
import type { Records, StoredRecord } from '../../store/records.ts';
import { matches } from './filter-match.ts';
import type { Filter, Literal } from './filter-syntax.ts';
import { identityQueryOf, matchesIdentity } from './user-filter.ts';
import { binKey, idInUpn } from './user-record.ts';

/** Index lookups that together find every match of the filter. Undefined: all users must be scanned. */
function lookupsFor(filter: Filter): { field: string; value: string }[] | undefined {
  switch (filter.kind) {
    case 'and':
      return lookupsFor(filter.left) ?? lookupsFor(filter.right);
    case 'or': {
      const [left, right] = [lookupsFor(filter.left), lookupsFor(filter.right)];
      return left && right ? [...left, ...right] : undefined;
    }
    case 'compare':
      return filter.operator === 'eq' ? lookup(filter.path, filter.value) : undefined;
    case 'in':
      return filter.values.every((value) => lookup(filter.path, value))
        ? filter.values.flatMap((value) => lookup(filter.path, value) ?? [])
        : undefined;
    case 'any':
      return filter.path === 'identities'
        ? lookup('identities', identityQueryOf(filter.condition, filter.variable).issuerAssignedId)
        : lookupsOfElements(filter.path, filter.condition);
    default:
      return undefined;
  }
}

function lookupsOfElements(path: string, condition: Filter) {
  return path === 'otherMails' && condition.kind === 'compare' && condition.operator === 'eq'
    ? lookup(path, condition.value)
    : undefined;
}

const indexed = new Set(['id', 'identities', 'mail', 'otherMails', 'userPrincipalName']);

function lookup(path: string, value: Literal) {
  if (typeof value !== 'string' || !(indexed.has(path) || path.startsWith('extension_')))
    return undefined;
  return [{ field: path, value }];
}

/** The users that one lookup finds. The caller checks the match. */
function lookUp(
  records: Records,
  system: string,
  field: string,
  value: string,
  read: ReadClass,
): StoredRecord[] {
  const id =
    field === 'id'
      ? value.toLowerCase()
      : field === 'userPrincipalName'
        ? idInUpn(value)
        : undefined;
  const byId = id === undefined ? undefined : records.seen(system, 'user', id, read);
  return [
    ...(byId ? [byId] : []),
    ...(field === 'id' ? [] : records.find(system, 'user', field, value, read)),
  ];
}

function* candidates(
  records: Records,
  system: string,
  filter: Filter | undefined,
  afterId: string,
  read: ReadClass,
): Generator<StoredRecord> {
  const inBin = { field: binKey[0], value: binKey[1] };
  const lookups = (filter && lookupsFor(filter)) ?? (read === 'binned' ? [inBin] : undefined);
  if (!lookups) {
    yield* records.scan(system, 'user', afterId, read);
    return;
  }
  const found = new Map<string, StoredRecord>();
  for (const { field, value } of lookups)
    for (const record of lookUp(records, system, field, value, read))
      if (record.id > afterId) found.set(record.id, record);
  yield* [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Users in one state that match the filter, as readers see them now, in the order of their ids after `afterId`. */
export function* findUsers(
  records: Records,
  system: string,
  state: 'live' | 'binned',
  filter: Filter | undefined,
  afterId: string,
): Generator<StoredRecord> {
  const read = state === 'binned' ? 'binned' : 'list';
  for (const record of candidates(records, system, filter, afterId, read))
    if (
      record.state === state &&
      (!filter || matches(filter, record.doc['user'], { identities: matchesIdentity }))
    )
      yield record;
}
