import { z } from 'zod';
import { hidesAscii } from '../domain/comparable-text.ts';

/** Lone surrogates and control characters stand in no name or address: systems replace or drop them, and find somebody else. */
const isPlain = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text);

const asSent = z.string().trim().refine(isPlain);
const plainText = asSent.normalize('NFC');
const email = asSent
  .refine((text) => !hidesAscii(text))
  .normalize('NFC')
  .regex(z.regexes.unicodeEmail)
  .max(320);
const phone = asSent.pipe(z.e164());
const objectId = asSent.pipe(z.guid());
const systemName = plainText.min(1).max(255);
const outsideId = plainText.min(1).max(1024);

const account = z.strictObject({ tenant: systemName, objectId });

/** What an identity of Graph is to us: https://learn.microsoft.com/graph/api/resources/objectidentity */
function identityKind(signInType: string): 'email' | 'phone' | 'federated' | 'userName' {
  const type = signInType.toLowerCase();
  if (type.startsWith('emailaddress')) return 'email';
  if (type === 'phonenumber') return 'phone';
  return type === 'federated' ? 'federated' : 'userName';
}

const assignedIds = { email, phone, federated: outsideId, userName: outsideId };

const identity = z
  .strictObject({
    signInType: asSent.regex(/^[A-Za-z][A-Za-z0-9._-]{0,63}$/),
    issuer: systemName.optional(),
    issuerAssignedId: z.string(),
  })
  .transform(({ signInType, issuer, issuerAssignedId }, { issues }) => {
    const kind = identityKind(signInType);
    const value = assignedIds[kind].safeParse(issuerAssignedId);
    const wrong = (field: string) => issues.push({ code: 'custom', path: [field], input: null });
    if (!value.success) wrong('issuerAssignedId');
    if (issuer === undefined && kind !== 'email' && kind !== 'phone') wrong('issuer');
    return { kind, signInType, issuer, value: value.data ?? '' };
  });

/** How a sender names the person. Texts come out without outer blanks and in NFC. */
export const subjectSchema = z.strictObject({
  accounts: z.array(account).default([]),
  identities: z.array(identity).default([]),
  emails: z.array(email).default([]),
  phones: z.array(phone).default([]),
  externalIds: z.array(z.strictObject({ system: systemName, id: outsideId })).default([]),
});

export type SubjectBody = z.infer<typeof subjectSchema>;
