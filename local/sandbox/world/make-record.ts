import { extensionName, type Tenant } from '../vendors/azure-ad-b2c/tenants.ts';
import { objectIdMergeField } from '../vendors/mailchimp/member-record.ts';
import { objectIdProperty } from '../vendors/hubspot/contact-record.ts';
import type { Doc } from '../store/records.ts';
import type { Culture } from './names.ts';
import type { ContactOrder, MemberOrder, UserOrder } from './person-order.ts';
import { uuidOf } from './random.ts';

/** An invented person, before any system knows them. */
export interface Someone {
  person: string;
  number: number;
  given: string;
  family: string;
  emails: readonly string[];
  phones: readonly string[];
  culture: Culture;
}

export const personId = (number: number) => `p-${String(number).padStart(6, '0')}`;
/** A person has another object ID in every tenant. */
export const objectIdOf = (system: string, { person }: Someone) => uuidOf(`${system} ${person}`);

export const local = (tenant: Tenant, signInType: string, issuerAssignedId: string): Doc => ({
  signInType,
  issuer: tenant.domain,
  issuerAssignedId,
});
export const federated = (issuer: string, issuerAssignedId: string): Doc => ({
  signInType: 'federated',
  issuer,
  issuerAssignedId,
});

const dayMs = 86_400_000;
const firstDay = Date.UTC(2022, 0, 3, 8);

const since = (number: number) =>
  new Date(firstDay + (number % 1200) * dayMs + (number % 997) * 60_000).toISOString();

/** An account with local e-mail sign-in unless `identities` are given. */
export function makeUser(
  tenant: Tenant,
  someone: Someone,
  changes: Doc = {},
  identities?: readonly Doc[],
): UserOrder {
  const { number, given, family, culture, emails } = someone;
  const id = objectIdOf(tenant.id, someone);
  const created = since(number);
  const [city, postalCode, street] = culture.places[number % culture.places.length] ?? ['', '', ''];
  const signIns =
    identities ?? emails.slice(0, 1).map((email) => local(tenant, 'emailAddress', email));
  return {
    user: {
      id,
      displayName: `${given} ${family}`,
      givenName: given,
      surname: family,
      identities: [...signIns, local(tenant, 'userPrincipalName', `${id}@${tenant.domain}`)],
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
      [extensionName(tenant.extensionsAppId, 'LoyaltyNumber')]: `L${String(100_000 + number)}`,
      [extensionName(tenant.extensionsAppId, 'MarketingConsent')]: number % 2 === 0,
      ...(number % 3 === 0
        ? { [extensionName(tenant.extensionsAppId, 'VisitCount')]: number % 50 }
        : {}),
      ...(number % 4 === 0 ? { mobilePhone: someone.phones[0] ?? null } : {}),
      ...changes,
    },
    auditEvents: number % 4,
  };
}

export function makeContact(
  { given, family, emails, phones, culture, number }: Someone,
  objectId: string | undefined,
  changes: Record<string, string | null> = {},
): ContactOrder {
  const [city = ''] = culture.places[number % culture.places.length] ?? [];
  return {
    properties: {
      email: emails[0] ?? null,
      firstname: given,
      lastname: family,
      phone: phones[0] ?? null,
      city,
      lifecyclestage: 'customer',
      ...(objectId === undefined ? {} : { [objectIdProperty]: objectId }),
      ...changes,
    },
    ...(number % 5 === 0 ? { deals: [String(7_000_000 + number)] } : {}),
  };
}

export function makeMember(
  { given, family, emails, number }: Someone,
  objectId: string | undefined,
  changes: MemberOrder = {},
): MemberOrder {
  const email = emails[0];
  return {
    ...(email === undefined ? {} : { email_address: email }),
    merge_fields: {
      FNAME: given,
      LNAME: family,
      ...(objectId === undefined ? {} : { [objectIdMergeField]: objectId }),
    },
    tags: number % 3 === 0 ? ['customer', 'winter-2025'] : ['customer'],
    notes: number % 7 === 0 ? ['Prefers e-mail to phone.'] : [],
    events: number % 2 === 0 ? ['cart_abandoned', 'coupon_used'] : [],
    ...changes,
  };
}
