/** E-mail addresses are compared without case: no provider that matters tells them apart by it. */
export function sameEmail(one: string | null | undefined, other: string): boolean {
  return typeof one === 'string' && one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Phones are compared by their digits, for every system writes spaces and dashes its own way. */
export function samePhone(one: string | null | undefined, other: string): boolean {
  return typeof one === 'string' && one.replace(/[^+\d]/g, '') === other.replace(/[^+\d]/g, '');
}
