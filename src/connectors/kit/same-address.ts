import { canonicalEmail } from '../../domain/email-address.ts';

/** Whatever a system answered, it counts only when it is the address that was asked for: its own idea of equal may be wider. */
export function sameEmail(one: string | null | undefined, other: string): boolean {
  return typeof one === 'string' && canonicalEmail(one) === canonicalEmail(other);
}

/** Phones are compared by their digits, for every system writes spaces and dashes its own way. */
export function samePhone(one: string | null | undefined, other: string): boolean {
  return typeof one === 'string' && one.replace(/[^+\d]/g, '') === other.replace(/[^+\d]/g, '');
}
