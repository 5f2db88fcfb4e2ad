import { refuse } from '../problem.ts';

/**
 * The value of `Idempotency-Key`: 1 to 255 printable ASCII characters, with or without quotes (RFC 8941). Both forms mean the same key.
 * @returns null when the header was not sent
 * @throws Refused `invalid-request`
 */
export function idempotencyKeyOf(header: string | null): string | null {
  if (header === null) return null;
  const key = unquoted(header.trim());
  if (key === null || !/^[\x20-\x7e]{1,255}$/.test(key))
    return refuse(
      'invalid-request',
      'Send an Idempotency-Key of 1 to 255 printable ASCII characters, without quotes or as a quoted string.',
    );
  return key;
}

function unquoted(text: string): string | null {
  if (!text.startsWith('"')) return text;
  const inner = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text)?.[1];
  return inner?.replace(/\\(["\\])/g, '$1') ?? null;
}
