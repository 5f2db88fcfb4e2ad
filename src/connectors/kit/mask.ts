import { isCommonDomain } from './common-domains.ts';

const letters = new Intl.Segmenter();

/** The first letter with all its accents. */
function firstLetter(text: string): string {
  for (const { segment } of letters.segment(text)) return segment;
  return '';
}

/** `Ada Lovelace` → `A… L…`. An operator who knows the person can choose with it; nobody else can identify the person. */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${firstLetter(word)}…`)
    .join(' ');
}

/**
 * `ada@gmail.com` → `a…@gmail.com`. A domain in which only a few people have an address can identify the person, so only its first letter
 * and its last label are left: `ada@lovelace.name` → `a…@l….name`.
 */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '…' : `${firstLetter(email)}…@${maskDomain(email.slice(at + 1))}`;
}

function maskDomain(domain: string): string {
  if (isCommonDomain(domain)) return domain;
  const dot = domain.lastIndexOf('.');
  return `${firstLetter(domain)}…${dot < 0 ? '' : domain.slice(dot)}`;
}

/** `+4930123456` → `…56` */
export function maskPhone(phone: string): string {
  return `…${phone.slice(-2)}`;
}

/** Joins the masked parts that exist. */
export function preview(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ');
}
