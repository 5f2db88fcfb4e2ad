import type { SystemDescription, SystemId } from '../domain/system.ts';
import type { SystemAccess } from './system-access.ts';

/** A configured system: its description, and the methods to call it. */
export interface ConfiguredSystem extends SystemDescription {
  readonly access: SystemAccess;
  /** Other names that a sender may use for a directory tenant: its tenant id and its domains, in lower case. */
  readonly aliases: readonly string[];
  /** The format of its record ids; undefined when the format is not known. */
  readonly recordId?: RegExp;
}

export interface Systems {
  all(): readonly ConfiguredSystem[];
  /** @returns undefined for a system that is not (or no longer) configured */
  get(id: SystemId): ConfiguredSystem | undefined;
}
