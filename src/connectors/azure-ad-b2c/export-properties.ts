/**
 * All user properties of Graph v1.0 that can hold data of a B2C user and that the directory itself serves.
 * Properties kept in SharePoint or Exchange fail for B2C users; `passwordProfile` is never returned.
 * https://learn.microsoft.com/graph/api/resources/user
 */
export const exportProperties = [
  ...['id', 'accountEnabled', 'ageGroup', 'businessPhones', 'city', 'companyName'],
  ...['consentProvidedForMinor', 'country', 'createdDateTime', 'creationType', 'deletedDateTime'],
  ...['department', 'displayName', 'employeeId', 'employeeType', 'externalUserState'],
  ...['externalUserStateChangeDateTime', 'faxNumber', 'givenName', 'identities', 'imAddresses'],
  ...['jobTitle', 'lastPasswordChangeDateTime', 'legalAgeGroupClassification', 'mail'],
  ...['mailNickname', 'mobilePhone', 'officeLocation', 'onPremisesExtensionAttributes'],
  ...['onPremisesImmutableId', 'otherMails', 'passwordPolicies', 'postalCode'],
  ...['preferredLanguage', 'proxyAddresses', 'signInSessionsValidFromDateTime', 'state'],
  ...['streetAddress', 'surname', 'usageLocation', 'userPrincipalName', 'userType'],
] as const;
