import { z } from 'zod';
import { isPublicAddress, literalAddress } from '../domain/callback-address.ts';
import type { CallbackPolicy } from '../domain/policy.ts';
import { subjectSchema } from './subject-schema.ts';

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

type AddressPolicy = Pick<CallbackPolicy, 'allowHttp' | 'allowPrivateAddresses'>;

/** Names are resolved when they are called; here only what can be told from the address itself is refused. */
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

/** The body of `POST /requests`. */
export function requestSchema(policy: AddressPolicy) {
  return z.strictObject({
    type: z.enum(['access', 'portability', 'erasure']),
    subject: subjectSchema,
    regulation: z.enum(['gdpr', 'uk-gdpr', 'ccpa']).default('gdpr'),
    language: z.string().max(35).refine(isLanguageTag).optional(),
    reference: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,64}$/)
      .optional(),
    callbackUrl: z
      .string()
      .max(2048)
      .refine((url) => isCallbackUrl(url, policy))
      .optional(),
  });
}

export type RequestBody = z.infer<ReturnType<typeof requestSchema>>;
