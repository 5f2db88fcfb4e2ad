import { z } from 'zod';
import { comparableText } from '../../domain/comparable-text.ts';
import type { SystemId } from '../../domain/system.ts';
import type { TenantSettings } from './settings.ts';

const text = z.string().nullish();
const texts = z
  .array(z.string())
  .nullish()
  .transform((values) => values ?? []);

export const identity = z.object({
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

/** One page of a list of users. */
export const userList = z.object({
  value: z.array(userShape),
  '@odata.nextLink': z.string().optional(),
});

/** The settings that decide how identifiers match users of one tenant. */
export type TenantFields = Pick<
  TenantSettings,
  'domain' | 'trustedFields' | 'emailFields' | 'phoneFields' | 'objectIdFields'
> & {
  readonly system: SystemId;
  /** The verified domains of the tenant, in lower case; null while they are not known. */
  readonly domains: readonly string[] | null;
};

/** The extension attributes that the settings name. */
export function namedExtensions(fields: Omit<TenantFields, 'system' | 'domains'>): string[] {
  const { trustedFields, emailFields, phoneFields, objectIdFields } = fields;
  const named = [...trustedFields, ...emailFields, ...phoneFields, ...Object.keys(objectIdFields)];
  return [...new Set(named.filter((name) => name.startsWith('extension_')))];
}

export function identifyingProperties(fields: TenantFields): string[] {
  return [
    ...['id', 'displayName', 'givenName', 'surname', 'userPrincipalName', 'mail', 'mobilePhone'],
    ...['otherMails', 'businessPhones', 'identities'],
    ...namedExtensions(fields),
  ];
}

/** The value of an extension attribute that holds text. */
export const extensionText = (user: User, name: string): string[] => {
  const value = user[name];
  return typeof value === 'string' && value !== '' ? [value] : [];
};

export const sameText = (one: string | null | undefined, other: string) =>
  typeof one === 'string' && comparableText(one) === comparableText(other);

/** `emailAddress`, or any type that begins with it: https://learn.microsoft.com/graph/api/resources/objectidentity */
export const isEmailType = (type: string) => type.startsWith('emailAddress');
