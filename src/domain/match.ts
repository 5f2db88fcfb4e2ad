import type { Identifier, KnownIdentifier } from './identifier.ts';
import type { PersonName } from './person-name.ts';
import type { Place } from './search-record.ts';
import type { Residual } from './verdict.ts';

/** A record in a system, with the id that the system itself uses. It is personal data, so it is kept in the dossier only. */
export interface RecordRef {
  /** The kind of record, as the system calls it: `user`, `contact`, `member` … */
  readonly kind: string;
  readonly id: string;
  /** The list or object type in which the id is unique, if the system has several. */
  readonly scope?: string;
}

export function sameRecord(one: RecordRef, other: RecordRef): boolean {
  return one.kind === other.kind && one.id === other.id && one.scope === other.scope;
}

/**
 * Which field of the record holds the identifier:
 * - `id`: an id (an object ID, a record id, a federated id, or an external id that the organisation itself wrote)
 * - `address`: the field by which the system addresses the person (a sign-in name, the e-mail address of a list member), or a field that
 *   the settings list as trusted
 * - `free`: a field that anybody can fill in; such a hit is a lead, never a match
 */
export type Join = 'id' | 'address' | 'free';

export interface Hit {
  readonly record: RecordRef;
  readonly join: Join;
  /** Where the record was found; `live` when it is not given. */
  readonly in?: Place;
  /** Set when the system answered with another record than the one asked for: two records were merged, maybe of two people. */
  readonly merged?: true;
  /** The identifier that was looked up. */
  readonly by: Identifier;
  /** All names on the record. They tell family members apart, because families share addresses. */
  readonly name: PersonName;
  /** The identifiers on the record, with the trust that this system gives them. */
  readonly reveals: readonly Omit<KnownIdentifier, 'source'>[];
  /** Masked description for an operator who must choose, such as `A… L…, a…@example.org`. */
  readonly preview: string;
  /**
   * Set when the record itself is gone and only data remains that nobody can erase. An access request exports this data. For an erasure
   * the record counts as absent, and the report names the remaining data.
   */
  readonly residual?: Residual;
}

/** The result of resolution for one system. `ambiguous`: an operator must choose; no record of this system is changed, not even a certain one. */
export type MatchState = 'none' | 'matched' | 'ambiguous';

export interface SystemFinding {
  readonly state: MatchState;
  readonly hits: readonly Hit[];
  /** The records to visit; empty unless `matched`. */
  readonly records: readonly RecordRef[];
  /** How many records may be the person's, but hold the person's identifiers only in fields that anybody can fill in. */
  readonly leads: number;
  /** The records among which an operator must choose (`candidate.ts`). Dossiers that an earlier version wrote have no such member. */
  readonly inDoubt?: readonly { readonly record: RecordRef; readonly lead: boolean }[];
}
