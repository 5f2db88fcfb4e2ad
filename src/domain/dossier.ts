import type { Choice } from './choice.ts';
import type { KnownIdentifier } from './identifier.ts';
import type { Hit, SystemFinding } from './match.ts';
import type { RequestId } from './request.ts';
import type { SearchRecord } from './search-record.ts';
import type { ShadowFinding } from './shadow-finding.ts';
import type { SystemId } from './system.ts';

/** The subject's identifiers and the records found for them. It is stored only sealed with the request's own key. */
export interface Dossier {
  readonly requestId: RequestId;
  readonly identifiers: readonly KnownIdentifier[];
  readonly findings: Readonly<Record<SystemId, SystemFinding>>;
  /** The identifier keys that each system was already asked about. A round asks only about new ones. */
  readonly asked: Readonly<Record<SystemId, readonly string[]>>;
  /** What each system was asked in this search, and what it could not be asked. Dossiers that an earlier version wrote have no such member. */
  readonly searches?: Readonly<Record<SystemId, SearchRecord>>;
  /** What the systems in shadow mode answered. It is reported and has no other effect. */
  readonly shadows?: Readonly<Record<SystemId, ShadowFinding>>;
  /** What an operator has decided about records that were found. It counts in every later search of this request. */
  readonly decided?: readonly Choice[];
  /** The names of the identifiers that were added since the request was accepted, and that `identifiers` holds. */
  readonly added?: readonly string[];
  /** Hits on records that matched before the last search. Set only for the last search (`last-search.ts`). */
  readonly past?: Readonly<Record<SystemId, readonly Hit[]>>;
}
