import { createHmac } from 'node:crypto';

/**
 * The id of a deed: the same for every try of it, so that the other side carries it out once. It tells nobody without the secret what the
 * deed was about.
 * @param about what makes the deed different from others, such as the record and when the deed began
 * @returns 64 hex digits
 */
export function deedId(secret: string, about: readonly string[]): string {
  return createHmac('sha256', secret).update(JSON.stringify(about)).digest('hex');
}

/** The same as a UUID of version 4 in lower case. */
export function deedUuid(secret: string, about: readonly string[]): string {
  const hex = deedId(secret, about);
  const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
