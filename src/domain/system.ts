import type { AboutSystem } from './about-system.ts';
import type { Language } from './language.ts';

declare const systemIdBrand: unique symbol;

/** The id of a configured system: `[a-z][a-z0-9-]{1,39}`. */
export type SystemId = string & { readonly [systemIdBrand]: 'SystemId' };

export const systemIdPattern = /^[a-z][a-z0-9-]{1,39}$/;

export function isSystemId(text: string): text is SystemId {
  return systemIdPattern.test(text);
}

/** @throws when the text is not a system id; the message does not repeat the text */
export function systemIdOf(text: string): SystemId {
  if (!isSystemId(text)) throw new Error('A system id was expected.');
  return text;
}

/** The system ids that are keys of the map. */
export function systemIdsIn(bySystem: Readonly<Record<SystemId, unknown>>): SystemId[] {
  return Object.keys(bySystem).map(systemIdOf);
}

/** Directories are frozen first and erased last, because the person could otherwise sign in again meanwhile. */
export type SystemRole = 'directory' | 'downstream';

/** Records that a rule of the policy can keep while the rest of the system is erased. */
export interface RecordClass {
  /** Its name in rules and reports: a code. */
  readonly name: string;
  /** The kinds of its records (`RecordRef.kind`). A kind belongs to one class at most. */
  readonly kinds: readonly string[];
  /** The text that tells people what is kept. */
  readonly title: Readonly<Record<Language, string>>;
}

/**
 * What the settings of a system retain inside its records when these are erased, such as a table that tax law protects. The record stays sealed
 * until the end of the retention, and is erased once more then. Rules of the policy cannot name it.
 */
export type KeptPart = Pick<RecordClass, 'name' | 'title'>;

/** The part of a configured system that the rules and the pages need. */
export interface SystemDescription {
  readonly id: SystemId;
  readonly connector: string;
  readonly title: string;
  readonly role: SystemRole;
  /** The system is only being tried out: it is searched and never changed (`shadow.ts`). */
  readonly shadow?: true;
  /** All systems that an erasure visits before this one; undefined: none (`erasure-order.ts`). */
  readonly after?: readonly SystemId[];
  /** The name of its records in counts, such as `users` or `contacts`. */
  readonly recordsName: string;
  /** The classes of records that rules can name; undefined: none. */
  readonly classes?: readonly RecordClass[];
  /** What its settings retain; undefined: nothing. */
  readonly keeps?: readonly KeptPart[];
  /** What the operator tells people about the processing there. */
  readonly about?: AboutSystem;
}
