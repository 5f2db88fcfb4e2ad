import { randomBytes } from 'node:crypto';
import type { Column } from './read-catalogue.ts';

const mark = 'erased-';
const uuidMark = 'e7a5ed00-';
const longest = mark.length + 32;

/** The number of random characters: enough for a unique column. */
export const shortestPseudonym = mark.length + 12;

/** A random text in place of a value. The value cannot be learned from it. Its beginning shows that the value is gone. */
export function pseudonymFor({ type, maxLength }: Pick<Column, 'type' | 'maxLength'>): string {
  const random = randomBytes(16).toString('hex');
  if (type === 'uuid')
    return `${uuidMark}${random.slice(0, 4)}-4${random.slice(4, 7)}-8${random.slice(7, 10)}-${random.slice(10, 22)}`;
  return (mark + random).slice(0, Math.min(maxLength ?? longest, longest));
}

export function isPseudonym(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const text = value.toLowerCase();
  return text.startsWith(mark) || text.startsWith(uuidMark);
}
