import type { Doc, LookupKey } from '../store/records.ts';

/** What the directory keeps beside a user's properties. */
export interface Related {
  directoryRoles?: string[];
  groups?: string[];
  /** `listed: false`: the number works for MFA but the list answers empty, as in B2C. */
  phoneMethods?: {
    phoneType: 'mobile' | 'alternateMobile' | 'office';
    phoneNumber: string;
    listed: boolean;
  }[];
  emailMethods?: string[];
  softwareOathMethods?: number;
  password?: boolean;
  appRoles?: string[];
  grants?: string[];
  devices?: string[];
  ownedApplications?: string[];
  licenses?: string[];
  agreements?: string[];
  openExtensions?: Doc[];
}

export interface UserDoc extends Doc {
  user: Doc;
  related: Related;
}

export function userDocOf(doc: Doc): UserDoc {
  return { user: (doc['user'] ?? {}) as Doc, related: (doc['related'] ?? {}) as Related };
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** The fields users can be looked up by without looking at all of them. */
export function userKeys({ user }: UserDoc): LookupKey[] {
  const keys: LookupKey[] = [];
  for (const identity of Array.isArray(user['identities']) ? (user['identities'] as Doc[]) : [])
    if (typeof identity['issuerAssignedId'] === 'string')
      keys.push(['identities', identity['issuerAssignedId']]);
  for (const mail of texts(user['otherMails'])) keys.push(['otherMails', mail]);
  for (const name of ['mail', 'userPrincipalName'])
    if (typeof user[name] === 'string') keys.push([name, user[name]]);
  for (const [name, value] of Object.entries(user))
    if (name.startsWith('extension_') && typeof value === 'string') keys.push([name, value]);
  return keys;
}
