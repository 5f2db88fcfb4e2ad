import { canonicalEmail } from '../../domain/email-address.ts';

/** A system may treat different addresses as equal. So its answer counts only when it holds the address that was asked for. */
export function sameEmail(one: string | null | undefined, other: string): boolean {
  return typeof one === 'string' && canonicalEmail(one) === canonicalEmail(other);
}

/** Phone numbers are compared by their digits, because systems write spaces and dashes in different ways. */
export function samePhone(one: string | null | undefined, other: string): boolean {
  return typeof one === 'string' && one.replace(/[^+\d]/g, '') === other.replace(/[^+\d]/g, '');
}
