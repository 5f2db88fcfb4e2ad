/** Where Graph holds the value of an attribute, or why Graph does not have it. */
export type AttributeSource =
  | { readonly property: string }
  | { readonly signInType: 'userName' | 'phoneNumber' | 'emailAddress' }
  | { readonly federated: 'one' | 'all' }
  | { readonly method: 'mobile' | 'alternateMobile' | 'email' }
  | 'identities'
  | 'firstBusinessPhone'
  | { readonly missing: string };

/**
 * Every user attribute of Azure AD B2C, in the order of Microsoft's page, with its place in Graph.
 * https://learn.microsoft.com/azure/active-directory-b2c/user-profile-attributes
 */
export const attributes = [
  { name: 'accountEnabled', source: { property: 'accountEnabled' } },
  { name: 'ageGroup', source: { property: 'ageGroup' } },
  { name: 'alternativeSecurityId', source: { federated: 'one' } },
  { name: 'alternativeSecurityIds', source: { federated: 'all' } },
  { name: 'city', source: { property: 'city' } },
  { name: 'consentProvidedForMinor', source: { property: 'consentProvidedForMinor' } },
  { name: 'country', source: { property: 'country' } },
  { name: 'createdDateTime', source: { property: 'createdDateTime' } },
  { name: 'creationType', source: { property: 'creationType' } },
  {
    name: 'dateOfBirth',
    source: {
      missing: 'Graph has no such property; only a custom policy can return it as a claim.',
    },
  },
  { name: 'department', source: { property: 'department' } },
  { name: 'displayName', source: { property: 'displayName' } },
  { name: 'facsimileTelephoneNumber', source: { property: 'faxNumber' } },
  { name: 'givenName', source: { property: 'givenName' } },
  { name: 'jobTitle', source: { property: 'jobTitle' } },
  { name: 'immutableId', source: { property: 'onPremisesImmutableId' } },
  { name: 'legalAgeGroupClassification', source: { property: 'legalAgeGroupClassification' } },
  { name: 'legalCountry', source: { missing: 'Graph has no such property.' } },
  { name: 'mailNickName', source: { property: 'mailNickname' } },
  { name: 'mobile', source: { property: 'mobilePhone' } },
  { name: 'netId', source: { missing: 'Graph has no such property.' } },
  { name: 'objectId', source: { property: 'id' } },
  { name: 'otherMails', source: { property: 'otherMails' } },
  {
    name: 'password',
    source: {
      missing:
        'Nobody can read a password back; the directory keeps only what it needs to check one.',
    },
  },
  { name: 'passwordPolicies', source: { property: 'passwordPolicies' } },
  { name: 'physicalDeliveryOfficeName', source: { property: 'officeLocation' } },
  { name: 'postalCode', source: { property: 'postalCode' } },
  { name: 'preferredLanguage', source: { property: 'preferredLanguage' } },
  {
    name: 'refreshTokensValidFromDateTime',
    source: { property: 'signInSessionsValidFromDateTime' },
  },
  { name: 'signInNames', source: 'identities' },
  { name: 'signInNames.userName', source: { signInType: 'userName' } },
  { name: 'signInNames.phoneNumber', source: { signInType: 'phoneNumber' } },
  { name: 'signInNames.emailAddress', source: { signInType: 'emailAddress' } },
  { name: 'state', source: { property: 'state' } },
  { name: 'streetAddress', source: { property: 'streetAddress' } },
  { name: 'strongAuthenticationAlternativePhoneNumber', source: { method: 'alternateMobile' } },
  { name: 'strongAuthenticationEmailAddress', source: { method: 'email' } },
  { name: 'strongAuthenticationPhoneNumber', source: { method: 'mobile' } },
  { name: 'surname', source: { property: 'surname' } },
  { name: 'telephoneNumber', source: 'firstBusinessPhone' },
  { name: 'userPrincipalName', source: { property: 'userPrincipalName' } },
  { name: 'usageLocation', source: { property: 'usageLocation' } },
  { name: 'userType', source: { property: 'userType' } },
  { name: 'userState', source: { property: 'externalUserState' } },
  { name: 'userStateChangedOn', source: { property: 'externalUserStateChangeDateTime' } },
] as const satisfies readonly {
  /** The name in Azure AD B2C: in the portal, in claims and in user flows. */
  readonly name: string;
  readonly source: AttributeSource;
}[];

export type AttributeName = (typeof attributes)[number]['name'];

/** The description of every attribute in one language. */
export type Descriptions = Readonly<Record<AttributeName, string>>;
