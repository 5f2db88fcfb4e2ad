import { foldAscii } from '../../domain/comparable-text.ts';
import { emailSpellings } from '../../domain/email-address.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { SystemId } from '../../domain/system.ts';
import type { Column } from './read-catalogue.ts';
import type { KeySettings } from './table-settings.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** No blanks and no leading zeros: `007` is not the id 7. */
const integer = /^-?(0|[1-9]\d{0,17})$/;

/**
 * The values by which a column is searched for identifiers, in every spelling that it may hold. A value that the column cannot hold is left
 * out, because it is not there: a text as a number, or a text with a NUL.
 */
export function askedValues(
  key: KeySettings,
  { type }: Pick<Column, 'type'>,
  identifiers: readonly Identifier[],
  system: SystemId,
): string[] {
  const spellings = identifiers.flatMap((one) => spellingsOf(key, one, system));
  return [...new Set(spellings)].filter((value) => {
    if (type === 'uuid') return guid.test(value);
    if (type === 'integer') return integer.test(value);
    return value.isWellFormed() && !value.includes('\0');
  });
}

/** Can the column hold this kind of identifier? */
export function isAskedBy(
  { kind }: Pick<KeySettings, 'kind'>,
  by: Identifier,
  system: SystemId,
): boolean {
  switch (by.kind) {
    case 'account':
      return kind === 'objectId';
    case 'record':
      return kind === 'id' && by.system === system;
    case 'email':
    case 'phone':
      return kind === by.kind;
    case 'userName':
    case 'federated':
      return false;
  }
}

function spellingsOf(key: KeySettings, by: Identifier, system: SystemId): string[] {
  if (!isAskedBy(key, by, system)) return [];
  switch (by.kind) {
    case 'account':
      return [by.objectId.toLowerCase(), by.objectId.toUpperCase()];
    case 'record':
      return [by.id];
    case 'email':
      // Databases change more letters to lower case than those of ASCII, and each database in its own way.
      return emailSpellings(by.value).flatMap((each) => [foldAscii(each), each.toLowerCase()]);
    case 'phone':
      return phoneSpellings(by.value);
    case 'userName':
    case 'federated':
      return [];
  }
}

/** Each number with a plus, with 00, and without both. */
function phoneSpellings(phone: string): string[] {
  if (!/^\+?[\d\s()/.-]{3,}$/.test(phone)) return [];
  const digits = phone.replace(/\D/g, '');
  return [`+${digits}`, `00${digits}`, digits];
}

/** A phone number without the prefixes in which its spellings differ. */
export const digitsOf = (phone: string): string => phone.replace(/\D/g, '').replace(/^00/, '');
