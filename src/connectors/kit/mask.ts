const letters = new Intl.Segmenter();

/** The first letter with all its accents. */
function firstLetter(text: string): string {
  for (const { segment } of letters.segment(text)) return segment;
  return '';
}

/** `Ada Lovelace` → `A… L…`: enough for an operator who knows the person to choose, too little to tell who it is. */
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

/** Joins what there is of a masked description. */
export function preview(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ');
}
