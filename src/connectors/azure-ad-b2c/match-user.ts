import type { Identifier } from '../../domain/identifier.ts';
import type { Hit, Join } from '../../domain/match.ts';
import { maskEmail, maskName, maskPhone, preview } from '../kit/mask.ts';
import { sameEmail, samePhone } from '../kit/same-address.ts';
import { revealsOf } from './reveal-user.ts';
import { emailsOf, isTrusted, phonesOf, sameText, type TenantFields, type User } from './user.ts';

function hasIdentity(
  user: User,
  type: (signInType: string) => boolean,
  isValue: (issuerAssignedId: string | null | undefined) => boolean,
): boolean {
  return user.identities.some(
    (each) => type(each.signInType ?? '') && isValue(each.issuerAssignedId),
  );
}

/** External ID keeps sign-ins by one-time passcode as identities of these issuers: https://learn.microsoft.com/graph/api/resources/objectidentity */
function issuedBy(
  user: User,
  issuer: 'mail' | 'phone',
  isValue: (issuerAssignedId: string | null | undefined) => boolean,
): boolean {
  return user.identities.some(
    (each) =>
      each.signInType === 'federated' &&
      sameText(each.issuer, issuer) &&
      isValue(each.issuerAssignedId),
  );
}

/** A sign-in name that the tenant itself issued, of any type; tenants may define types of their own. */
const isLocalType = (type: string) => !['federated', 'userPrincipalName', ''].includes(type);

/**
 * How an identifier matches a user; null when it does not. Graph's filter on identities ignores the issuer for local sign-in names, so every
 * user is checked again here. A stranger's user name may equal a victim's provider id or address; this is no match.
 */
function joinOf(user: User, by: Identifier, fields: TenantFields): Join | null {
  switch (by.kind) {
    case 'account':
      return by.system === fields.system && sameText(user.id, by.objectId) ? 'id' : null;
    case 'record':
      return by.system === fields.system && sameText(user.id, by.id) ? 'id' : null;
    case 'federated': {
      const met = user.identities.some(
        (each) =>
          each.signInType === 'federated' &&
          sameText(each.issuer, by.issuer) &&
          each.issuerAssignedId === by.value,
      );
      return met ? 'id' : null;
    }
    case 'userName': {
      const met =
        hasIdentity(
          user,
          (type) => type === (by.signInType ?? 'userName'),
          (id) => sameText(id, by.value),
        ) ||
        (by.signInType === undefined && sameText(user.userPrincipalName, by.value));
      return met && by.system === fields.system ? 'address' : null;
    }
    case 'email':
      if (
        (by.value.includes('@') &&
          hasIdentity(user, isLocalType, (id) => sameEmail(id, by.value))) ||
        issuedBy(user, 'mail', (id) => sameEmail(id, by.value)) ||
        sameEmail(user.userPrincipalName, by.value)
      ) {
        return 'address';
      }
      return joinByField(emailsOf(user, fields), fields, (value) => sameEmail(value, by.value));
    case 'phone':
      if (
        hasIdentity(
          user,
          (type) => type === 'phoneNumber',
          (id) => samePhone(id, by.value),
        ) ||
        issuedBy(user, 'phone', (id) => samePhone(id, by.value))
      ) {
        return 'address';
      }
      return joinByField(phonesOf(user, fields), fields, (value) => samePhone(value, by.value));
  }
}

function joinByField(
  values: readonly { field: string; value: string }[],
  fields: TenantFields,
  meets: (value: string) => boolean,
): Join | null {
  const met = values.filter(({ value }) => meets(value));
  if (met.some(({ field }) => isTrusted(fields, field))) return 'address';
  return met.length > 0 ? 'free' : null;
}

/** One hit for each identifier that matches the user. */
export function userHits(
  user: User,
  identifiers: readonly Identifier[],
  fields: TenantFields,
): Hit[] {
  const reveals = revealsOf(user, fields);
  const valueOf = (kind: 'email' | 'phone') =>
    reveals.flatMap(({ identifier }) => (identifier.kind === kind ? [identifier.value] : []))[0];
  const [email, phone] = [valueOf('email'), valueOf('phone')];
  return identifiers.flatMap((by) => {
    const join = joinOf(user, by, fields);
    if (join === null) return [];
    return [
      {
        record: { kind: 'user', id: user.id.toLowerCase() },
        join,
        by,
        name: {
          given: user.givenName ?? null,
          surname: user.surname ?? null,
          display: user.displayName ?? null,
        },
        reveals,
        preview: preview([
          maskName(user.displayName ?? ''),
          email === undefined ? phone && maskPhone(phone) : maskEmail(email),
        ]),
      },
    ];
  });
}
