declare const systemIdBrand: unique symbol;

/** The id of a configured system: `[a-z][a-z0-9-]{1,39}`. */
export type SystemId = string & { readonly [systemIdBrand]: 'SystemId' };

export function isSystemId(text: string): text is SystemId {
  return /^[a-z][a-z0-9-]{1,39}$/.test(text);
}

/** @throws when the text is not a system id; the message does not repeat the text */
export function systemIdOf(text: string): SystemId {
  if (!isSystemId(text)) throw new Error('A system id was expected.');
  return text;
}

/** The systems that a map of systems speaks of. */
export function systemIdsIn(bySystem: Readonly<Record<SystemId, unknown>>): SystemId[] {
  return Object.keys(bySystem).map(systemIdOf);
}

/** Directories are erased last, and frozen first: they are where the person could sign in again meanwhile. */
export type SystemRole = 'directory' | 'downstream';

/** What the rules and the pages need to know of a configured system. */
export interface SystemDescription {
  readonly id: SystemId;
  readonly connector: string;
  readonly title: string;
  readonly role: SystemRole;
  /** What counts call a record, such as `users` or `contacts`. */
  readonly recordsName: string;
}
