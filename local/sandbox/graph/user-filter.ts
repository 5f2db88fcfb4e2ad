import type { Records, StoredRecord } from '../store/records.ts';
import type { SystemSettings } from '../store/settings.ts';
import { compares, conjuncts, matches, type AnyRule } from './filter-match.ts';
import type { Filter, Literal } from './filter-syntax.ts';
import { badRequest, unsupportedQuery } from './graph-error.ts';
import { extensionNamesOf, type Tenant } from './tenants.ts';

const filterable = new Set([
  'id',
  'accountEnabled',
  'ageGroup',
  'city',
  'companyName',
  'consentProvidedForMinor',
  'country',
  'createdDateTime',
  'creationType',
  'deletedDateTime',
  'department',
  'displayName',
  'employeeId',
  'employeeType',
  'externalUserState',
  'faxNumber',
  'givenName',
  'identities',
  'imAddresses',
  'jobTitle',
  'mail',
  'mailNickname',
  'mobilePhone',
  'businessPhones',
  'officeLocation',
  'onPremisesImmutableId',
  'otherMails',
  'postalCode',
  'preferredLanguage',
  'proxyAddresses',
  'state',
  'streetAddress',
  'surname',
  'usageLocation',
  'userPrincipalName',
  'userType',
]);

/** B2C tenants have no advanced queries: https://learn.microsoft.com/azure/active-directory-b2c/microsoft-graph-operations */
const advancedFunctions = new Set(['endswith', 'contains']);

function checkPath(path: string, tenant: Tenant): void {
  const name = path.split('/')[0] ?? path;
  if (!filterable.has(name) && !extensionNamesOf(tenant).includes(name))
    throw badRequest(
      `Unsupported or invalid query filter clause specified for property '${path}' of resource 'User'.`,
    );
}

interface Identity {
  signInType?: string;
  issuer?: string;
  issuerAssignedId?: string;
}

interface IdentityQuery {
  issuer: Literal;
  issuerAssignedId: Literal;
}

function identityQueryOf(condition: Filter, variable: string): IdentityQuery {
  const asked = new Map<string, Literal>();
  for (const part of conjuncts(condition)) {
    if (part.kind !== 'compare' || part.operator !== 'eq')
      throw unsupportedQuery('Only eq is supported on identities.');
    asked.set(part.path.slice(variable.length + 1), part.value);
  }
  const [issuer, issuerAssignedId] = [asked.get('issuer'), asked.get('issuerAssignedId')];
  if (issuer === undefined || issuerAssignedId === undefined || asked.size !== 2)
    throw badRequest(
      'Filtering identities needs both issuer and issuerAssignedId, and nothing else.',
    );
  return { issuer, issuerAssignedId };
}

/** For local e-mail and user-name sign-ins the issuer is ignored by design (resources/objectidentity). */
const matchesIdentity: AnyRule = (element, condition, variable) => {
  const identity = element as Identity;
  const type = identity.signInType ?? '';
  const { issuer, issuerAssignedId } = identityQueryOf(condition, variable);
  if (type === 'userPrincipalName' || !compares(identity.issuerAssignedId, 'eq', issuerAssignedId))
    return false;
  return (
    type.startsWith('emailAddress') ||
    type === 'userName' ||
    compares(identity.issuer, 'eq', issuer)
  );
};

/** @throws GraphError 400 for what B2C cannot filter by. */
export function checkUserFilter(filter: Filter, tenant: Tenant, advanced: boolean): void {
  if ('left' in filter) {
    checkUserFilter(filter.left, tenant, advanced);
    checkUserFilter(filter.right, tenant, advanced);
    return;
  }
  if (filter.kind === 'not') {
    if (!advanced) throw unsupportedQuery("Operator: 'Not' is not supported");
    checkUserFilter(filter.operand, tenant, advanced);
    return;
  }
  checkPath(filter.path, tenant);
  if (filter.kind === 'any' && filter.path === 'identities')
    identityQueryOf(filter.condition, filter.variable);
  if (advanced) return;
  if (
    filter.kind === 'compare' &&
    (filter.operator === 'ne' || filter.operator === 'gt' || filter.operator === 'lt')
  )
    throw unsupportedQuery(`Operator: '${filter.operator}' is not supported`);
  if (filter.kind === 'function' && advancedFunctions.has(filter.name))
    throw unsupportedQuery(`Function: '${filter.name}' is not supported`);
}

/** The lookups that can answer the filter: every match is behind one of them. Undefined: all users must be looked at. */
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

function* candidates(
  records: Records,
  system: string,
  filter: Filter | undefined,
  afterId: string,
): Generator<StoredRecord> {
  const lookups = filter && lookupsFor(filter);
  if (!lookups) {
    yield* records.scan(system, 'user', afterId);
    return;
  }
  const found = new Map<string, StoredRecord>();
  for (const { field, value } of lookups)
    for (const record of field === 'id'
      ? [records.seen(system, 'user', value.toLowerCase())]
      : records.find(system, 'user', field, value))
      if (record && record.id > afterId) found.set(record.id, record);
  yield* [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Users in one state that match, in the order of their ids, from after `afterId`, as readers see them now. */
export function* findUsers(
  records: Records,
  system: string,
  state: 'live' | 'binned',
  filter: Filter | undefined,
  afterId: string,
): Generator<StoredRecord> {
  for (const record of candidates(records, system, filter, afterId))
    if (
      record.state === state &&
      (!filter || matches(filter, record.doc['user'], { identities: matchesIdentity }))
    )
      yield record;
}

/** Advanced queries exist in External ID tenants only, and only when asked for with the header and `$count=true`. */
export function allowsAdvancedQueries(
  settings: SystemSettings,
  consistency: string | undefined,
  count: string | null,
): boolean {
  return (
    settings.kind === 'external-id' && consistency?.toLowerCase() === 'eventual' && count === 'true'
  );
}
