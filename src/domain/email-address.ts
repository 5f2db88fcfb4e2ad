import { domainToASCII, domainToUnicode } from 'node:url';
import { comparableText, foldAscii, hidesAscii } from './comparable-text.ts';

/** The URL rules would decode `%61` and cut at `/` or `:`. So they are applied only to texts that can be a domain. */
const mayBeDomain = /^[\w.\-\u{80}-\u{10ffff}]{1,255}$/u;
const isAscii = /^\p{ASCII}*$/u;
const looksLikeIpv4 = /^[\d.]+$/;

/** The A-labels of a domain, made by the URL rules (UTS 46). A domain that these rules reject is returned unchanged. */
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
 * The form by which e-mail addresses are compared: no blanks at either end, NFC (RFC 6532 §3.1), the domain in A-labels, ASCII in lower
 * case. For every provider that matters, two addresses with the same form are the same mailbox.
 */
export function canonicalEmail(address: string): string {
  const text = comparableText(address);
  const parts = hidesAscii(text) ? null : split(text);
  return parts === null ? text : `${parts.local}@${asciiDomain(parts.domain)}`;
}

/**
 * The spellings under which a system may have stored an address: as given, with its domain in A-labels, with its domain in U-labels, and
 * each of these in NFD. An address in plain ASCII has one spelling.
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
