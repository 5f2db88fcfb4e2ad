import { badRequest, GraphError } from './graph-error.ts';
import type { Tenant } from '../../authority/tenants.ts';
import { extensionNamesOf } from './extensions.ts';
import type { Doc } from '../../store/records.ts';

/** Returned without `$select`: https://learn.microsoft.com/graph/api/resources/users */
const defaultProperties = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

const listProperties = [
  'assignedLicenses',
  'assignedPlans',
  'businessPhones',
  'identities',
  'imAddresses',
  'licenseAssignmentStates',
  'onPremisesProvisioningErrors',
  'otherMails',
  'provisionedPlans',
  'proxyAddresses',
];
const simpleProperties = [
  'accountEnabled',
  'ageGroup',
  'authorizationInfo',
  'city',
  'companyName',
  'consentProvidedForMinor',
  'country',
  'createdDateTime',
  'creationType',
  'customSecurityAttributes',
  'deletedDateTime',
  'department',
  'displayName',
  'employeeHireDate',
  'employeeId',
  'employeeLeaveDateTime',
  'employeeOrgData',
  'employeeType',
  'externalUserState',
  'externalUserStateChangeDateTime',
  'faxNumber',
  'givenName',
  'id',
  'isResourceAccount',
  'jobTitle',
  'lastPasswordChangeDateTime',
  'legalAgeGroupClassification',
  'mail',
  'mailNickname',
  'mobilePhone',
  'officeLocation',
  'onPremisesDistinguishedName',
  'onPremisesDomainName',
  'onPremisesExtensionAttributes',
  'onPremisesImmutableId',
  'onPremisesLastSyncDateTime',
  'onPremisesSamAccountName',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'onPremisesUserPrincipalName',
  'passwordPolicies',
  'passwordProfile',
  'postalCode',
  'preferredDataLocation',
  'preferredLanguage',
  'securityIdentifier',
  'showInAddressList',
  'signInSessionsValidFromDateTime',
  'state',
  'streetAddress',
  'surname',
  'usageLocation',
  'userPrincipalName',
  'userType',
];
/** Kept in SharePoint or Exchange. Selecting them on a collection is answered 501 (user-list). */
const foreignProperties = new Set([
  'aboutMe',
  'birthday',
  'hireDate',
  'interests',
  'mySite',
  'pastProjects',
  'preferredName',
  'responsibilities',
  'schools',
  'skills',
  'mailboxSettings',
]);

const lists = new Set(listProperties);
const known = new Set([...listProperties, ...simpleProperties]);
const noExtensionAttributes = Object.fromEntries(
  Array.from({ length: 15 }, (_, index) => [`extensionAttribute${String(index + 1)}`, null]),
);

export const isUserProperty = (name: string) => known.has(name);

function emptyValue(name: string): unknown {
  if (lists.has(name)) return [];
  return name === 'onPremisesExtensionAttributes' ? noExtensionAttributes : null;
}

export interface Selection {
  names: readonly string[];
  /** Extension attributes. Those without a value are not in the answer. */
  extensions: readonly string[];
}

/**
 * Checks a `$select` of users.
 * @throws GraphError 400 for a property that Graph does not have, 501 or 403 for a property that it refuses.
 */
export function selectUserProperties(
  select: string | null,
  tenant: Tenant,
  on: 'collection' | 'single',
): Selection {
  if (select === null) return { names: defaultProperties, extensions: [] };
  const extensionNames = new Set(extensionNamesOf(tenant));
  const names: string[] = [];
  const extensions: string[] = [];
  for (const name of select
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')) {
    if (known.has(name)) names.push(name);
    else if (extensionNames.has(name)) extensions.push(name);
    else if (name === '*') names.push(...defaultProperties);
    else refuse(name, on);
  }
  return { names, extensions };
}

function refuse(name: string, on: 'collection' | 'single'): never {
  if (name === 'signInActivity')
    throw new GraphError(
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
    );
  if (foreignProperties.has(name)) {
    if (on === 'collection')
      throw new GraphError(
        501,
        'NotImplemented',
        `The property '${name}' is not supported on a collection.`,
      );
    throw new GraphError(
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    );
  }
  throw badRequest(`Could not find a property named '${name}' on type 'microsoft.graph.user'.`);
}

/** The selected properties of a user. Unset ones are null or empty; a password is never shown. */
export function presentUser(user: Doc, { names, extensions }: Selection): Doc {
  const shown: Doc = {};
  for (const name of names)
    shown[name] = name === 'passwordProfile' ? null : (user[name] ?? emptyValue(name));
  for (const name of extensions)
    if (user[name] !== undefined && user[name] !== null) shown[name] = user[name];
  shown['id'] ??= user['id'];
  return shown;
}
