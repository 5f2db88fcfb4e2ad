import { z } from 'zod';
import { isPublicAddress, literalAddress } from '../domain/callback-address.ts';
import type { CallbackPolicy } from '../domain/policy.ts';
import { comment, knownFields } from './schema-parts.ts';
import { searchCode } from './search/kept-search.ts';
import { subjectSchema } from './subject-schema.ts';

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

type AddressPolicy = Pick<CallbackPolicy, 'allowHttp' | 'allowPrivateAddresses'>;

/** Checks the URL only. A host name is resolved, and its addresses are checked, at the time of the callback. */
function isCallbackUrl(text: string, policy: AddressPolicy): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol !== 'https:' && !(protocol === 'http:' && policy.allowHttp)) return false;
  if (username !== '' || password !== '') return false;
  if (policy.allowPrivateAddresses) return true;
  const address = literalAddress(hostname);
  const isOurselves = hostname === 'localhost' || hostname.endsWith('.localhost');
  return address === null ? !isOurselves : isPublicAddress(address);
}

const details = {
  type: 'One of access, portability, erasure.',
  regulation: 'One of gdpr, uk-gdpr, ccpa.',
  language: 'A BCP 47 language tag, such as de or pt-BR.',
  reference: '1 to 64 of the characters A-Z a-z 0-9 . _ -',
  search: 'The code of a search. Send it together with matches.',
  matches: '1 to 50 matches of the search, such as m1.',
  callbackUrl: 'An https URL with a public address, without user name and password.',
};

const type = z.enum(['access', 'portability', 'erasure'], details.type);

const language = z
  .string(details.language)
  .max(35, details.language)
  .refine(isLanguageTag, details.language)
  .optional();

/** The body of `POST /me/requests`. */
export const selfServiceSchema = knownFields({ type, language });

const matches = z
  .array(z.string(details.matches).regex(/^m[1-9]\d{0,3}$/, details.matches), details.matches)
  .min(1, details.matches)
  .max(50, details.matches);

/** The person, by identifiers or by matches of a search (`POST /subjects/search`). */
const subject = knownFields({
  ...subjectSchema.shape,
  search: z.string(details.search).regex(searchCode, details.search).optional(),
  matches: matches.optional(),
})
  .refine((known) => known.search === undefined || known.matches !== undefined, {
    path: ['matches'],
    message: details.matches,
  })
  .refine((known) => known.matches === undefined || known.search !== undefined, {
    path: ['search'],
    message: details.search,
  });

/** The body of `POST /requests/{id}/identifiers`. */
export const identifiersSchema = knownFields({ subject, comment });

/** The body of `POST /requests`. */
export function requestSchema(policy: AddressPolicy) {
  return knownFields({
    type,
    subject,
    regulation: z.enum(['gdpr', 'uk-gdpr', 'ccpa'], details.regulation).default('gdpr'),
    language,
    reference: z
      .string(details.reference)
      .regex(/^[A-Za-z0-9._-]{1,64}$/, details.reference)
      .optional(),
    callbackUrl: z
      .string(details.callbackUrl)
      .max(2048, details.callbackUrl)
      .refine((url) => isCallbackUrl(url, policy), details.callbackUrl)
      .optional(),
  });
}

export type RequestBody = z.infer<ReturnType<typeof requestSchema>>;
