import type { Doc, LookupKey } from '../../store/records.ts';
import type { Related } from './related.ts';

export interface UserDoc extends Doc {
  user: Doc;
  related: Related;
}

export function userDocOf(doc: Doc): UserDoc {
  return { user: (doc['user'] ?? {}) as Doc, related: doc['related'] ?? {} };
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** The object ID within a consumer's UPN, which B2C makes from it. Undefined for other UPNs. */
export function idInUpn(userPrincipalName: string): string | undefined {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i
    .exec(userPrincipalName)?.[1]
    ?.toLowerCase();
}

/** An index that finds the users in the recycle bin without reading all users. */
export const binKey: LookupKey = ['bin', 'recycle'];

/** The fields that have an index. */
export function userKeys({ user }: UserDoc): LookupKey[] {
  const keys: LookupKey[] = [];
  for (const { signInType, issuerAssignedId } of Array.isArray(user['identities'])
    ? (user['identities'] as Doc[])
    : [])
    if (signInType !== 'userPrincipalName' && typeof issuerAssignedId === 'string')
      keys.push(['identities', issuerAssignedId]);
  for (const mail of texts(user['otherMails'])) keys.push(['otherMails', mail]);
  const { mail, userPrincipalName } = user;
  if (typeof mail === 'string') keys.push(['mail', mail]);
  if (typeof userPrincipalName === 'string' && idInUpn(userPrincipalName) !== user['id'])
    keys.push(['userPrincipalName', userPrincipalName]);
  for (const [name, value] of Object.entries(user))
    if (typeof value === 'string' && name.startsWith('extension_')) keys.push([name, value]);
  if (typeof user['deletedDateTime'] === 'string') keys.push(binKey);
  return keys;
}
