/** Id of a configured system: `[a-z][a-z0-9-]{1,39}`. */
export type SystemId = string;

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
