import type { FailureCode } from './failure.ts';
import type { SystemFinding } from './match.ts';
import type { SearchRecord } from './search-record.ts';

/** What the search found in a system in shadow mode. It is stored beside the findings, so that no other code acts on it. */
export interface ShadowFinding {
  /** The identifier keys that it was asked about. */
  readonly asked: readonly string[];
  readonly search: SearchRecord;
  readonly finding: SystemFinding;
  /** How many identifiers only this system reveals. Nobody follows them. */
  readonly notFollowed: number;
  /** Why it could not be asked the last time; null when it answered. */
  readonly code: FailureCode | null;
}
