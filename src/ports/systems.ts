import type { SystemDescription, SystemId } from '../domain/system.ts';
import type { SystemAccess } from './system-access.ts';

/** A configured system: what the flow and the pages need to know of it, and the way in. */
export interface ConfiguredSystem extends SystemDescription {
  readonly access: SystemAccess;
  /** Other names a sender may use for a directory tenant: its tenant id and its domains, lower case. */
  readonly aliases: readonly string[];
  /** What the ids of its records look like; left out, nothing is known of them. */
  readonly recordId?: RegExp;
}

export interface Systems {
  all(): readonly ConfiguredSystem[];
  /** @returns undefined for a system that is not (or no longer) configured */
  get(id: SystemId): ConfiguredSystem | undefined;
}
