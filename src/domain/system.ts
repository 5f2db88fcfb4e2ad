/** Id of a configured system: `[a-z][a-z0-9-]{1,39}`. */
export type SystemId = string;

/** Directories are erased last, and frozen first: they are where the person could sign in again meanwhile. */
export type SystemRole = 'directory' | 'downstream';
