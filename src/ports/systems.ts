import type { PortableParts } from '../domain/portable-record.ts';
import type { SystemDescription, SystemId } from '../domain/system.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { CallWatch } from './caller.ts';
import type { SystemAccess } from './system-access.ts';

/** Decides before each try whether the system may be called now, by the pauses and outages that all hosts share. */
export interface SystemGuard {
  /**
   * Must be called at the beginning of each try, inside it (`asCaller`).
   * @returns the watch for the calls of this try (`Caller.watchedBy`)
   * @throws TurnLater while an operator has paused the system, or while it is down
   */
  admit(): Promise<CallWatch>;
  /**
   * Tells how a try ended.
   * @param sight `code`: null when it succeeded. `seconds`: how long its calls took
   */
  saw(sight: { readonly code: FailureCode | null; readonly seconds: number }): void;
}

/** A configured system: its description, and the methods to call it. */
export interface ConfiguredSystem extends SystemDescription {
  readonly access: SystemAccess;
  /** Other names that a sender may use for a directory tenant: its tenant id and its domains, in lower case. */
  readonly aliases: readonly string[];
  /** Undefined: the system cannot be paused, and its tries are not counted. */
  readonly guard?: SystemGuard;
  /** The format of its record ids; undefined when the format is not known. */
  readonly recordId?: RegExp;
  /** Which content of its exports is portable; undefined: nothing. */
  readonly portable?: PortableParts;
}

export interface Systems {
  all(): readonly ConfiguredSystem[];
  /** @returns undefined for a system that is not (or no longer) configured */
  get(id: SystemId): ConfiguredSystem | undefined;
}
