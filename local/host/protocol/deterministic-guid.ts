import { createHash } from 'node:crypto';

/** A GUID from a text. The same text always gives the same GUID, as a replay needs. */
export function deterministicGuid(text: string): string {
  const hash = createHash('sha1').update(text).digest('hex');
  const variant = ((parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
