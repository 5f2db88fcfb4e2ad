import { z } from 'zod';
import { hidesAscii } from '../domain/comparable-text.ts';
import { knownFields, listOf } from './schema-parts.ts';

const details = {
  email: 'An e-mail address of at most 320 characters, such as ada@example.org.',
  phone: 'A phone number in E.164, such as +4930123456.',
  objectId: 'An object ID: a GUID of 36 characters.',
  tenant: 'The id of a system, a tenant id or a domain.',
  issuer:
    'The issuer of the sign-in name: a provider such as google.com, or the id or domain of a tenant.',
  system: 'The id of a system.',
  outsideId: 'An id of 1 to 1024 characters, without control characters.',
  signInType: 'A Graph sign-in type, such as emailAddress, phoneNumber, userName or federated.',
  signInName: 'A sign-in name that fits the sign-in type.',
};

/**
 * Control characters and invisible characters, such as a soft hyphen or a mark for the direction of writing. They are copied with an
 * address from a page. Two joiners are allowed, because names in several scripts need them.
 */
const unseen = /\p{Cc}|(?![\u200c\u200d])\p{Cf}/u;

/**
 * No valid name or address has lone surrogates or invisible characters. A system that keeps them finds nobody. A system that drops them
 * could find another person.
 */
const isPlain = (text: string) => text.isWellFormed() && !unseen.test(text);

/**
 * A mailbox as the systems know it: no `mailto:`, no angle brackets, no comment (RFC 5321 allows such characters only in quotes), and no
 * empty label in the domain, such as after a dot at its end. With any of these, no system would find the person, and the answer would
 * wrongly be that the person is unknown. The dots are those of UTS 46.
 */
const mailbox =
  /^[^\s@"<>()[\]:;,\\]{1,64}@(?:[^\s@"<>()[\]:;,\\.\u3002\uff0e\uff61]+[.\u3002\uff0e\uff61])*[^\s@"<>()[\]:;,\\.\u3002\uff0e\uff61]+$/u;

const asSent = (detail: string) => z.string(detail).trim().refine(isPlain, detail);
const plainText = (detail: string, longest: number) =>
  asSent(detail).normalize('NFC').min(1, detail).max(longest, detail);
const email = asSent(details.email)
  .refine((text) => !hidesAscii(text), details.email)
  .normalize('NFC')
  .max(320, details.email)
  .regex(mailbox, details.email);
const phone = asSent(details.phone).pipe(z.e164(details.phone));
const objectId = asSent(details.objectId).pipe(z.guid(details.objectId));
const systemName = (detail: string) => plainText(detail, 255);
const outsideId = plainText(details.outsideId, 1024);

const account = knownFields({ tenant: systemName(details.tenant), objectId });

/** The kind of identifier for a Graph sign-in type: https://learn.microsoft.com/graph/api/resources/objectidentity */
function identityKind(signInType: string): 'email' | 'phone' | 'federated' | 'userName' {
  const type = signInType.toLowerCase();
  if (type.startsWith('emailaddress')) return 'email';
  if (type === 'phonenumber') return 'phone';
  return type === 'federated' ? 'federated' : 'userName';
}

const assignedIds = { email, phone, federated: outsideId, userName: outsideId };

const identity = knownFields({
  signInType: asSent(details.signInType).regex(
    /^[A-Za-z][A-Za-z0-9._-]{0,63}$/,
    details.signInType,
  ),
  issuer: systemName(details.issuer).optional(),
  issuerAssignedId: z.string(details.signInName),
}).transform(({ signInType, issuer, issuerAssignedId }, { issues }) => {
  const kind = identityKind(signInType);
  const value = assignedIds[kind].safeParse(issuerAssignedId);
  const wrong = (field: string, message: string) =>
    issues.push({ code: 'custom', path: [field], input: null, message });
  if (!value.success) wrong('issuerAssignedId', details.signInName);
  if (issuer === undefined && kind !== 'email' && kind !== 'phone') wrong('issuer', details.issuer);
  return { kind, signInType, issuer, value: value.data ?? '' };
});

const externalId = knownFields({ system: systemName(details.system), id: outsideId });

/** The identifiers of the person. Texts are trimmed and normalized to NFC. */
export const subjectSchema = knownFields({
  accounts: listOf(account).default([]),
  identities: listOf(identity).default([]),
  emails: listOf(email).default([]),
  phones: listOf(phone).default([]),
  externalIds: listOf(externalId).default([]),
});

export type SubjectBody = z.infer<typeof subjectSchema>;
