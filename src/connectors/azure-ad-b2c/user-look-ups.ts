import { z } from 'zod';
import { canonicalEmail, emailSpellings } from '../../domain/email-address.ts';
import type { Identifier } from '../../domain/identifier.ts';
import { lookUpKind } from '../../domain/look-up-kind.ts';
import type { LookUp, Place } from '../../domain/search-record.ts';
import { identityFilter, literal, query } from './odata.ts';
import { identifyingProperties, type TenantFields } from './user.ts';

const guid = z.guid();

/** One request that searches for users. */
export interface UserLookUp extends LookUp {
  readonly path: string;
  /** A read by id: here Graph documents that 404 means "not found". A list is empty instead. */
  readonly byId: boolean;
  /** Its name in the record of the search: a code, never a value. */
  readonly what: string;
}

/** Every kind of identifier that Graph can be asked by, and the places that are searched by it. */
export const tenantLookUps: readonly LookUp[] = [
  ...(['object-id', 'federated-id', 'user-name', 'email', 'phone'] as const).flatMap((by) => [
    { by, in: 'live' as const },
    { by, in: 'recycle-bin' as const },
  ]),
  { by: 'object-id', in: 'audit-log' },
];

/** @returns the object ID when the identifier is one of this tenant; otherwise undefined */
export function ownId(by: Identifier, fields: TenantFields): string | undefined {
  if (by.kind !== 'account' && by.kind !== 'record') return undefined;
  const id = by.kind === 'account' ? by.objectId : by.id;
  return by.system === fields.system && guid.safeParse(id).success ? id : undefined;
}

/** The requests that search for users by one identifier; none for an identifier by which Graph cannot search. */
export function userLookUps(by: Identifier, fields: TenantFields): UserLookUp[] {
  const $select = identifyingProperties(fields).join(',');
  const kind = by.kind === 'record' ? 'object-id' : lookUpKind(by);
  const lookUp = (place: Place, path: string, what: string, byId = false): UserLookUp => ({
    by: kind,
    in: place,
    path,
    byId,
    what: `${kind}-in-${what}`,
  });
  const byField = (field: string, value: string, filter = `${field} eq ${literal(value)}`) =>
    lookUp('live', `/users${query({ $filter: filter, $select })}`, fieldWord(field));
  const bySignIn = (issuer: string, value: string) => {
    const options = query({ $filter: identityFilter(issuer, value), $select });
    return [
      lookUp('live', `/users${options}`, 'identities'),
      lookUp('recycle-bin', `${binList}${options}`, 'recycle-bin'),
    ];
  };
  // Graph ignores the issuer of e-mail addresses and user names, but not of other sign-in names. Their issuer is the default domain of the
  // tenant at the time when the account was made.
  const byLocalName = (value: string) =>
    [...new Set([fields.domain, ...(fields.domains ?? [])])].flatMap((issuer) =>
      bySignIn(issuer, value),
    );
  // A migration writes the object ID of the old account into the new account.
  const byLinkedId = ({ system, objectId }: Extract<Identifier, { kind: 'account' }>) =>
    Object.entries(fields.objectIdFields).flatMap(([field, of]) => {
      if (of !== system) return [];
      const options = query({ $filter: `${field} eq ${literal(objectId)}`, $select });
      return [
        lookUp('live', `/users${options}`, fieldWord(field)),
        lookUp('recycle-bin', `${binList}${options}`, 'recycle-bin'),
      ];
    });
  const trusted: readonly string[] = fields.trustedFields;

  switch (by.kind) {
    case 'account':
    case 'record': {
      const id = ownId(by, fields);
      if (id === undefined) return by.kind === 'account' ? byLinkedId(by) : [];
      const options = `${id}${query({ $select })}`;
      return [
        lookUp('live', `/users/${options}`, 'directory', true),
        lookUp('recycle-bin', `/directory/deletedItems/${options}`, 'recycle-bin', true),
      ];
    }
    case 'federated':
      return bySignIn(by.issuer, by.value);
    case 'userName': {
      if (by.system !== fields.system) return [];
      const mayBeUpn = by.signInType === undefined && by.value.includes('@');
      const asName = mayBeUpn ? [byField('userPrincipalName', by.value)] : [];
      return [...byLocalName(by.value), ...asName];
    }
    case 'email': {
      // Identities hold local sign-in names and those of the issuer `mail`. A social account is found by its `otherMails`.
      const domain = canonicalEmail(by.value).split('@').at(-1) ?? '';
      // A UPN is in a verified domain of the tenant. As long as these domains are not known, any domain may be one of them.
      const mayBeUpn =
        fields.domains === null ||
        [fields.domain.toLowerCase(), ...fields.domains].includes(domain);
      return emailSpellings(by.value).flatMap((value) => [
        ...bySignIn(fields.domain, value),
        ...bySignIn('mail', value),
        byField('otherMails', value, `otherMails/any(m:m eq ${literal(value)})`),
        byField('mail', value),
        ...(mayBeUpn ? [byField('userPrincipalName', value)] : []),
        ...fields.emailFields.map((field) => byField(field, value)),
      ]);
    }
    case 'phone':
      return [
        ...byLocalName(by.value),
        ...bySignIn('phone', by.value),
        ...(trusted.includes('mobilePhone') ? [byField('mobilePhone', by.value)] : []),
        ...fields.phoneFields.map((field) => byField(field, by.value)),
      ];
  }
}

/** The name of a property as a code, such as `other-mails`. */
const fieldWord = (field: string) =>
  field.startsWith('extension_')
    ? 'extension-attribute'
    : field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The list of deleted users; the type is required: https://learn.microsoft.com/graph/api/directory-deleteditems-list */
export const binList = '/directory/deletedItems/microsoft.graph.user';

/** The paths that look an account up by its sign-in names. */
export function signInPaths(knownAs: readonly Identifier[], fields: TenantFields): string[] {
  const paths = knownAs.flatMap((by) => {
    const issuer = by.kind === 'federated' ? by.issuer : fields.domain;
    if (by.kind === 'account' || by.kind === 'record') return [];
    const values = by.kind === 'email' ? emailSpellings(by.value) : [by.value];
    return values.map(
      (value) => `/users${query({ $filter: identityFilter(issuer, value), $select: 'id' })}`,
    );
  });
  return [...new Set(paths)];
}
