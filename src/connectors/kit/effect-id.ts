import { createHmac } from 'node:crypto';

/**
 * The id of an effect. It is the same in every try, so that the other side causes the effect once. Without the secret nobody can learn from it
 * what the effect was about.
 * @param about what makes the effect different from others, such as the record and when the effect was intended
 * @returns 64 hex digits
 */
export function effectId(secret: string, about: readonly string[]): string {
  return createHmac('sha256', secret).update(JSON.stringify(about)).digest('hex');
}

/** The same as a UUID of version 4 in lower case. */
export function effectUuid(secret: string, about: readonly string[]): string {
  const hex = effectId(secret, about);
  const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
