import { domainToASCII, domainToUnicode } from 'node:url';
import { comparableText, foldAscii, hidesAscii } from './comparable-text.ts';

/** The rules of URLs would decode `%61` and cut at `/` or `:`, so only what can stand in a domain is given to them. */
const mayBeDomain = /^[\w.\-\u{80}-\u{10ffff}]{1,255}$/u;
const isAscii = /^\p{ASCII}*$/u;
const looksLikeIpv4 = /^[\d.]+$/;

/** The A-labels of a domain by the URL rules (UTS 46); a domain they do not take stays as it is. */
function asciiDomain(domain: string): string {
  if (isAscii.test(domain) || !mayBeDomain.test(domain)) return domain;
  const ascii = domainToASCII(domain);
  return ascii === '' || looksLikeIpv4.test(ascii) ? domain : ascii;
}

function split(address: string): { local: string; domain: string } | null {
  const at = address.lastIndexOf('@');
  return at < 0 ? null : { local: address.slice(0, at), domain: address.slice(at + 1) };
}

/**
 * The one form of an e-mail address by which addresses are compared: no outer blanks, NFC (RFC 6532 §3.1), the domain in A-labels,
 * ASCII in lower case. Two addresses with the same form are the same mailbox to every provider that matters.
 */
export function canonicalEmail(address: string): string {
  const text = comparableText(address);
  const parts = hidesAscii(text) ? null : split(text);
  return parts === null ? text : `${parts.local}@${asciiDomain(parts.domain)}`;
}

/**
 * The ways in which a system may have stored an address: as it was given, with its domain in A-labels and in U-labels, and each of
 * them decomposed. One way only for an address in plain ASCII.
 */
export function emailSpellings(address: string): string[] {
  const given = address.trim();
  const parts = hidesAscii(given) ? null : split(given.normalize('NFC'));
  if (parts === null || (isAscii.test(given) && !/(^|\.)xn--/i.test(parts.domain))) return [given];
  const ascii = asciiDomain(foldAscii(parts.domain));
  const domains = mayBeDomain.test(ascii) ? [ascii, domainToUnicode(ascii) || ascii] : [ascii];
  const spellings = [given, ...domains.map((domain) => `${parts.local}@${domain}`)];
  return [...new Set([...spellings, ...spellings.map((spelling) => spelling.normalize('NFD'))])];
}
