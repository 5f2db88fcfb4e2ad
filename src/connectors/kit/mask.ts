const letters = new Intl.Segmenter();

/** The first letter with all its accents. */
function firstLetter(text: string): string {
  for (const { segment } of letters.segment(text)) return segment;
  return '';
}

/** `Ada Lovelace` → `A… L…`. An operator who knows the person can choose by it; nobody else can identify the person. */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${firstLetter(word)}…`)
    .join(' ');
}

/** `ada@example.org` → `a…@example.org` */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '…' : `${firstLetter(email)}…${email.slice(at)}`;
}

/** `+4930123456` → `…56` */
export function maskPhone(phone: string): string {
  return `…${phone.slice(-2)}`;
}

/** Joins the masked parts that exist. */
export function preview(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ');
}
