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

/** A consumer's UPN is made from the object ID; the ID in it, if so. */
export function idInUpn(userPrincipalName: string): string | undefined {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i
    .exec(userPrincipalName)?.[1]
    ?.toLowerCase();
}

/** The fields users can be looked up by without looking at all of them. */
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
  return keys;
}
