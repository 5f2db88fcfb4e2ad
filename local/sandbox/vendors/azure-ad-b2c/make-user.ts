import type { Tenant } from '../../authority/tenants.ts';
import { uuidOf } from '../../store/random.ts';
import type { Doc } from '../../store/records.ts';
import type { Someone } from '../../world/someone.ts';
import { b2cExtensionName } from './extensions.ts';
import type { UserPlace } from './place-user.ts';

/** A person has another object ID in every tenant. */
export const objectIdOf = (system: string, { person }: Pick<Someone, 'person'>) =>
  uuidOf(`${system} ${person}`);

export const localIdentity = (
  tenant: Tenant,
  signInType: string,
  issuerAssignedId: string,
): Doc => ({
  signInType,
  issuer: tenant.domain,
  issuerAssignedId,
});
export const federatedIdentity = (issuer: string, issuerAssignedId: string): Doc => ({
  signInType: 'federated',
  issuer,
  issuerAssignedId,
});

const dayMs = 86_400_000;
const firstDay = Date.UTC(2022, 0, 3, 8);

const since = (number: number) =>
  new Date(firstDay + (number % 1200) * dayMs + (number % 997) * 60_000).toISOString();

function extensionAttributes(tenant: Tenant, number: number): Doc {
  return {
    [b2cExtensionName(tenant, 'LoyaltyNumber')]: `L${String(100_000 + number)}`,
    [b2cExtensionName(tenant, 'MarketingConsent')]: number % 2 === 0,
    ...(number % 3 === 0 ? { [b2cExtensionName(tenant, 'VisitCount')]: number % 50 } : {}),
  };
}

/** An account of a seeded person, with local e-mail sign-in unless `identities` are given. */
export function makeUser(
  tenant: Tenant,
  someone: Someone,
  changes: Doc = {},
  identities?: readonly Doc[],
): UserPlace {
  const { number, given, family, culture, emails } = someone;
  const id = objectIdOf(tenant.id, someone);
  const created = since(number);
  const [city, postalCode, street] = culture.places[number % culture.places.length] ?? ['', '', ''];
  const signIns =
    identities ?? emails.slice(0, 1).map((email) => localIdentity(tenant, 'emailAddress', email));
  return {
    user: {
      id,
      displayName: `${given} ${family}`,
      givenName: given,
      surname: family,
      identities: [
        ...signIns,
        localIdentity(tenant, 'userPrincipalName', `${id}@${tenant.domain}`),
      ],
      accountEnabled: true,
      creationType: 'LocalAccount',
      createdDateTime: created,
      lastPasswordChangeDateTime: created,
      passwordPolicies: 'DisablePasswordExpiration',
      city,
      postalCode,
      streetAddress: `${street} ${String(1 + (number % 120))}`,
      country: culture.country,
      preferredLanguage: culture.language,
      ...extensionAttributes(tenant, number),
      ...(number % 4 === 0 ? { mobilePhone: someone.phones[0] ?? null } : {}),
      ...changes,
    },
    auditEvents: number % 4,
  };
}
