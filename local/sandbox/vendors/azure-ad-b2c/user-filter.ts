import type { TenantSettings } from './settings.ts';
import { compares, conjuncts, type AnyRule } from './filter-match.ts';
import type { Filter, Literal } from './filter-syntax.ts';
import { badRequest, unsupportedQuery } from './graph-error.ts';
import type { Tenant } from '../../authority/tenants.ts';
import { extensionNamesOf } from './extensions.ts';

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

/** @throws GraphError 400 unless the condition names issuer and issuerAssignedId. */
export function identityQueryOf(condition: Filter, variable: string): IdentityQuery {
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
export const matchesIdentity: AnyRule = (element, condition, variable) => {
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

/** @throws GraphError 400 for a filter that B2C does not support. */
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

/** Advanced queries exist only in External ID tenants, and only with the header and `$count=true`. */
export function allowsAdvancedQueries(
  settings: TenantSettings,
  consistency: string | undefined,
  count: string | null,
): boolean {
  return (
    settings.kind === 'external-id' && consistency?.toLowerCase() === 'eventual' && count === 'true'
  );
}
