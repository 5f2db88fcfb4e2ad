import { z } from 'zod';
import { comparableText } from '../../domain/comparable-text.ts';
import type { Identifier, Trust } from '../../domain/identifier.ts';
import type { Hit, Join } from '../../domain/match.ts';
import type { SystemId } from '../../domain/system.ts';
import { maskEmail, maskName, maskPhone, preview } from '../kit/mask.ts';
import { sameEmail, samePhone } from '../kit/same-address.ts';
import type { TenantSettings } from './settings.ts';

const text = z.string().nullish();
const texts = z
  .array(z.string())
  .nullish()
  .transform((values) => values ?? []);

const identity = z.object({
  signInType: text,
  issuer: text,
  issuerAssignedId: text,
});

/** The properties that identify a user; extension attributes are on the same level. */
export const userShape = z.looseObject({
  id: z.guid(),
  displayName: text,
  givenName: text,
  surname: text,
  userPrincipalName: text,
  mail: text,
  mobilePhone: text,
  otherMails: texts,
  businessPhones: texts,
  identities: z
    .array(identity)
    .nullish()
    .transform((values) => values ?? []),
});

export type User = z.infer<typeof userShape>;

/** The settings that decide how identifiers match users of one tenant. */
export type TenantFields = Pick<
  TenantSettings,
  'domain' | 'trustedFields' | 'emailFields' | 'phoneFields'
> & { readonly system: SystemId };

export function identifyingProperties(fields: TenantFields): string[] {
  const extensions = [...fields.trustedFields, ...fields.emailFields, ...fields.phoneFields];
  return [
    ...['id', 'displayName', 'givenName', 'surname', 'userPrincipalName', 'mail', 'mobilePhone'],
    ...['otherMails', 'businessPhones', 'identities'],
    ...new Set(extensions.filter((name) => name.startsWith('extension_'))),
  ];
}

const extensionText = (user: User, name: string): string[] => {
  const value = user[name];
  return typeof value === 'string' && value !== '' ? [value] : [];
};

/** E-mail addresses in fields that anybody may have filled in, with the name of the field. */
function emailsOf(user: User, fields: TenantFields): { field: string; value: string }[] {
  return [
    ...(user.mail ? [{ field: 'mail', value: user.mail }] : []),
    ...user.otherMails.map((value) => ({ field: 'otherMails', value })),
    ...fields.emailFields.flatMap((field) =>
      extensionText(user, field).map((value) => ({ field, value })),
    ),
  ];
}

function phonesOf(user: User, fields: TenantFields): { field: string; value: string }[] {
  return [
    ...(user.mobilePhone ? [{ field: 'mobilePhone', value: user.mobilePhone }] : []),
    ...user.businessPhones.map((value) => ({ field: 'businessPhones', value })),
    ...fields.phoneFields.flatMap((field) =>
      extensionText(user, field).map((value) => ({ field, value })),
    ),
  ];
}

const isTrusted = (fields: TenantFields, field: string) =>
  (fields.trustedFields as readonly string[]).includes(field);

const sameText = (one: string | null | undefined, other: string) =>
  typeof one === 'string' && comparableText(one) === comparableText(other);

function hasIdentity(
  user: User,
  type: (signInType: string) => boolean,
  isValue: (issuerAssignedId: string | null | undefined) => boolean,
): boolean {
  return user.identities.some(
    (each) => type(each.signInType ?? '') && isValue(each.issuerAssignedId),
  );
}

/** `emailAddress`, or any type that begins with it: https://learn.microsoft.com/graph/api/resources/objectidentity */
const isEmailType = (type: string) => type.startsWith('emailAddress');

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
        hasIdentity(user, isEmailType, (id) => sameEmail(id, by.value)) ||
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
        )
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

type Revealed = Hit['reveals'][number];

/** The tenant verified the sign-in identities. All other values may have been written by anybody. */
function revealsOf(user: User, fields: TenantFields): Revealed[] {
  const trustOf = (field: string): Trust => (isTrusted(fields, field) ? 'vouched' : 'claimed');
  const emails = emailsOf(user, fields).map(({ field, value }): Revealed => ({
    identifier: { kind: 'email', value },
    trust: trustOf(field),
  }));
  const phones = phonesOf(user, fields).map(({ field, value }): Revealed => ({
    identifier: { kind: 'phone', value },
    trust: trustOf(field),
  }));
  const account: Identifier = { kind: 'account', system: fields.system, objectId: user.id };
  const signIns = user.identities.flatMap((each) => signInIdentifier(each, fields.system));
  return [
    ...[account, ...signIns].map((identifier): Revealed => ({ identifier, trust: 'vouched' })),
    ...emails,
    ...phones,
  ];
}

function signInIdentifier(
  { signInType, issuer, issuerAssignedId: value }: z.infer<typeof identity>,
  system: SystemId,
): Identifier[] {
  if (!value || !signInType) return [];
  if (isEmailType(signInType)) return [{ kind: 'email', value }];
  if (signInType === 'phoneNumber') return [{ kind: 'phone', value }];
  if (signInType === 'userName') return [{ kind: 'userName', system, value }];
  if (signInType === 'federated') return issuer ? [{ kind: 'federated', issuer, value }] : [];
  if (signInType === 'userPrincipalName') return [];
  return [{ kind: 'userName', system, value, signInType }];
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
