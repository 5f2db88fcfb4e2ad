import type { Identifier, KnownIdentifier } from './identifier.ts';
import type { PersonName } from './person-name.ts';
import type { Residual } from './verdict.ts';

/** A record in a system, addressed the way the system addresses it. Personal data: lives in the dossier only. */
export interface RecordRef {
  /** What kind of record, in the system's own word: `user`, `contact`, `member` … */
  readonly kind: string;
  readonly id: string;
  /** The list or object type inside which an id is unique, where the system has several (a Mailchimp list). */
  readonly scope?: string;
}

export function sameRecord(one: RecordRef, other: RecordRef): boolean {
  return one.kind === other.kind && one.id === other.id && one.scope === other.scope;
}

/**
 * How an identifier met a record:
 * - `id`: by an id (object ID, record id, an external id our own estate wrote, a federated id)
 * - `address`: by the field through which the system addresses the person (a sign-in name, a list member's e-mail)
 *   or a field its settings list as trusted
 * - `free`: by a field anybody can write; such a hit is a lead, never a match
 */
export type Join = 'id' | 'address' | 'free';

export interface Hit {
  readonly record: RecordRef;
  readonly join: Join;
  /** The identifier that was looked up. */
  readonly by: Identifier;
  /** All names that stand on the record. They tell family members apart, who share addresses. */
  readonly name: PersonName;
  /** Identifiers standing on the record, with the trust this system gives them. */
  readonly reveals: readonly Omit<KnownIdentifier, 'source'>[];
  /** Masked description for an operator who must choose, such as `A… L…, a…@example.org`. */
  readonly preview: string;
  /**
   * Set when nothing is left of the record but what nobody can erase: a copy holds it, an erasure finds the record absent and
   * names what remains.
   */
  readonly residual?: Residual;
}

/** What resolution concluded for one system. `ambiguous`: a person must choose, and none of its records is touched, certain ones neither. */
export type MatchState = 'none' | 'matched' | 'ambiguous';

export interface SystemFinding {
  readonly state: MatchState;
  readonly hits: readonly Hit[];
  /** The records to visit; empty unless `matched`. */
  readonly records: readonly RecordRef[];
  readonly leads: number;
}
