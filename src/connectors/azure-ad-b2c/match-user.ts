import { z } from 'zod';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import { systemIdOf } from '../../domain/system.ts';
import { maskEmail, maskName, maskPhone, preview } from '../kit/mask.ts';
import {
  emailField,
  field,
  hitsBy,
  phoneField,
  type MatchRow,
  type MatchTable,
} from '../kit/match.ts';
import { sameEmail, samePhone } from '../kit/same-address.ts';
import { ownIdentifiers } from './reveal-user.ts';
import { extensionText, sameText, type TenantFields, type User } from './user.ts';

type Text = string | null | undefined;

const hasIdentity = (user: User, type: (of: string) => boolean, is: (id: Text) => boolean) =>
  user.identities.some((each) => type(each.signInType ?? '') && is(each.issuerAssignedId));

/** External ID keeps sign-ins by one-time passcode as identities of these issuers: https://learn.microsoft.com/graph/api/resources/objectidentity */
const issuedBy = (user: User, issuer: string, is: (id: Text) => boolean) =>
  user.identities.some(
    (each) =>
      each.signInType === 'federated' && sameText(each.issuer, issuer) && is(each.issuerAssignedId),
  );

/** A sign-in name that the tenant itself issued, of any type; tenants may define types of their own. */
const isLocalType = (type: string) => !['federated', 'userPrincipalName', ''].includes(type);

const listed = (value: Text) => (value ? [value] : []);

/**
 * The fields by which users of a tenant are matched. Graph's filter on identities ignores the issuer for local sign-in names, so every user
 * is checked again here. A stranger's user name may equal a victim's provider id or address; this is no match.
 */
function userTable(fields: TenantFields): MatchTable<User> {
  const { system } = fields;
  return {
    trustedFields: fields.trustedFields,
    rows: [
      {
        ...field(
          'account',
          'id',
          (user: User, by) => by.system === system && sameText(user.id, by.objectId),
        ),
        // The tenant has verified the sign-in identities. Anybody may have written the other values.
        reveals: (user) =>
          ownIdentifiers(user, fields).map((identifier) => ({ identifier, trust: 'vouched' })),
      },
      ...Object.entries(fields.objectIdFields).map(([name, of]) => linkField(name, of)),
      field('record', 'id', (user: User, by) => by.system === system && sameText(user.id, by.id)),
      field('federated', 'id', (user: User, by) =>
        issuedBy(user, by.issuer, (id) => id === by.value),
      ),
      field('userName', 'address', (user: User, by) => {
        const { signInType = 'userName' } = by;
        const isName = (id: Text) => sameText(id, by.value);
        const isUpn = by.signInType === undefined && isName(user.userPrincipalName);
        return (
          by.system === system &&
          (isUpn || hasIdentity(user, (type) => type === signInType, isName))
        );
      }),
      field('email', 'address', (user: User, by) => {
        const isEmail = (id: Text) => sameEmail(id, by.value);
        return (
          (by.value.includes('@') && hasIdentity(user, isLocalType, isEmail)) ||
          issuedBy(user, 'mail', isEmail) ||
          isEmail(user.userPrincipalName)
        );
      }),
      field('phone', 'address', (user: User, by) => {
        const isPhone = (id: Text) => samePhone(id, by.value);
        return (
          hasIdentity(user, (type) => type === 'phoneNumber', isPhone) ||
          issuedBy(user, 'phone', isPhone)
        );
      }),
      emailField('mail', 'free', ({ mail }) => listed(mail)),
      emailField('otherMails', 'free', ({ otherMails }) => otherMails),
      ...fields.emailFields.map((name) =>
        emailField(name, 'free', (user: User) => extensionText(user, name)),
      ),
      phoneField('mobilePhone', 'free', ({ mobilePhone }) => listed(mobilePhone)),
      phoneField('businessPhones', 'free', ({ businessPhones }) => businessPhones),
      ...fields.phoneFields.map((name) =>
        phoneField(name, 'free', (user: User) => extensionText(user, name)),
      ),
    ],
    describe: (user, reveals) => {
      const valueOf = (kind: 'email' | 'phone') =>
        reveals.flatMap(({ identifier }) =>
          identifier.kind === kind ? [identifier.value] : [],
        )[0];
      const [email, phone] = [valueOf('email'), valueOf('phone')];
      const { givenName: given = null, surname = null, displayName: display = null } = user;
      return {
        record: { kind: 'user', id: user.id.toLowerCase() },
        name: { given, surname, display },
        preview: preview([
          maskName(display ?? ''),
          email === undefined ? phone && maskPhone(phone) : maskEmail(email),
        ]),
      };
    },
  };
}

/** The object ID of the same person in another directory. Our own migration wrote it, so it is a match, and it is followed. */
function linkField(name: string, of: string): MatchRow<User> {
  const ids = (user: User) => extensionText(user, name).filter(isGuid);
  return {
    ...field(
      'account',
      'id',
      (user: User, by) => by.system === of && ids(user).some((id) => sameText(id, by.objectId)),
    ),
    reveals: (user) =>
      ids(user).map((objectId) => ({
        identifier: { kind: 'account', system: systemIdOf(of), objectId },
        trust: 'vouched',
      })),
  };
}

const isGuid = (text: string) => z.guid().safeParse(text).success;

/** One hit for each identifier that matches the user. */
export function userHits(
  user: User,
  identifiers: readonly Identifier[],
  fields: TenantFields,
): Hit[] {
  return hitsBy(userTable(fields), user, identifiers);
}
