import type { FailureCode } from './failure.ts';
import type { CountedLookUp, NotSearched } from './search-record.ts';
import type { ShadowPlan } from './shadow-plan.ts';
import type { SystemId } from './system.ts';
import type { UnverifiableReason } from './unverifiable-reason.ts';

export type { UnverifiableReason };

/** The result for one system. An erasure gets its verdict only after reading back. */
export const verdicts = [
  'absent',
  'unsearched',
  'unconfirmed',
  'erased',
  'exported',
  'expires',
  'pending',
  'retained',
  'waived',
  'ambiguous',
  'unverifiable',
  'present',
  'failed',
] as const;

export type Verdict = (typeof verdicts)[number];

/**
 * Why a system could not be asked, or not everywhere:
 *
 * - `no-identifier`: no identifier is known by which the system can be asked
 * - `refused`: the system refused a look-up that was due
 * - `incomplete`: a directory could not be read, so an identifier may be missing
 * - `control-missing`: the control record was not found, so the configured property name is wrong
 * - `shadow`: the system is only being tried out
 */
export type UnsearchedReason =
  'no-identifier' | 'refused' | 'incomplete' | 'control-missing' | 'shadow';

/** Why two operators left a system out. */
export const waivedReasons = [
  'disproportionate',
  'system-retired',
  'done-by-hand',
  'law',
  'other',
] as const;

export type WaivedReason = (typeof waivedReasons)[number];

/** Why data is kept although its erasure was asked for (GDPR Art. 17(3)). */
export interface Kept {
  /** A code, by the name that the policy gives to the rule. */
  readonly reason: string;
  /** The law that demands it; left out when the rule names none. */
  readonly law?: string;
  /** RFC 3339. Null: a legal hold, which ends when an operator removes it from the policy. */
  readonly until: string | null;
}

type BareVerdict = 'absent' | 'unconfirmed' | 'erased' | 'exported' | 'ambiguous' | 'present';

/** A verdict that explains itself. Nothing else belongs to it. */
type Bare<V extends Verdict> = V extends V
  ? { readonly verdict: V; readonly code: null; readonly until: null; readonly reason?: never }
  : never;

type Dated<V extends Verdict> = V extends V
  ? { readonly verdict: V; readonly code: null; readonly until: string; readonly reason?: never }
  : never;

/** A verdict with exactly the members that belong to it. `until`: RFC 3339. */
export type Settlement =
  | Bare<BareVerdict>
  | {
      readonly verdict: 'unsearched';
      readonly code: null;
      readonly until: null;
      readonly reason: UnsearchedReason;
    }
  /** The system drops the account by itself by `until`, or the vendor confirms the erasure by then. */
  | Dated<'expires' | 'pending'>
  /** A rule of the policy keeps it. */
  | ({ readonly verdict: 'retained'; readonly code: null } & Kept)
  | {
      readonly verdict: 'waived';
      readonly code: null;
      readonly until: null;
      readonly reason: WaivedReason;
    }
  /** Rows that an earlier version wrote have no reason. */
  | {
      readonly verdict: 'unverifiable';
      readonly code: FailureCode | null;
      readonly until: null;
      readonly reason?: UnverifiableReason;
    }
  | {
      readonly verdict: 'failed';
      readonly code: FailureCode;
      readonly until: null;
      readonly reason?: never;
    };

/** A system that is still being visited. */
export interface Unsettled {
  readonly verdict: null;
  readonly code: null;
  readonly until: null;
  readonly reason?: never;
}

export const unsettled: Unsettled = { verdict: null, code: null, until: null };

/** A verdict that explains itself. */
export function settledAs(verdict: BareVerdict): Bare<BareVerdict> {
  return { verdict, code: null, until: null };
}

export function failedWith(code: FailureCode): Extract<Settlement, { verdict: 'failed' }> {
  return { verdict: 'failed', code, until: null };
}

/** The verdicts that are good in every request, whatever their reason. */
export const goodVerdicts: ReadonlySet<Verdict> = new Set([
  'absent',
  'erased',
  'exported',
  'expires',
]);

/** Data that a rule keeps is no exception only when the rule names its law and its end. */
export function isStatedRule({ law, until }: Kept): boolean {
  return law !== undefined && until !== null;
}

/** Is the verdict good? `retained` needs a law and an end date, `unsearched` the reason `no-identifier` or `shadow`. */
export function isGood(settlement: Settlement | Unsettled): boolean {
  switch (settlement.verdict) {
    case 'absent':
    case 'erased':
    case 'exported':
    case 'expires':
      return true;
    case 'unsearched':
      return settlement.reason === 'no-identifier' || settlement.reason === 'shadow';
    case 'retained':
      return isStatedRule(settlement);
    case null:
    case 'unconfirmed':
    case 'pending':
    case 'waived':
    case 'ambiguous':
    case 'unverifiable':
    case 'present':
    case 'failed':
      return false;
  }
}

/**
 * What may be left of a record after it was erased, because nobody can erase it on demand:
 *
 * - `audit-records`: what the system logged
 * - `purge`: the record itself, hidden but not yet destroyed
 * - `blocked-address`: the e-mail address, on a list that keeps it from being used again
 * - `unlinked-records`: records about the person that belong to others too, such as notes
 * - `payment-records`: payments and invoices, which keep the name on them
 */
export type ResidualKind =
  'audit-records' | 'purge' | 'blocked-address' | 'unlinked-records' | 'payment-records';

/** Data that the system drops by itself by `until` (RFC 3339). */
export interface DatedResidual {
  readonly what: ResidualKind;
  /** `expires` until the residual was read back after its date. `unverifiable`: the system does not allow us to read it. */
  readonly verdict: Extract<Verdict, 'expires' | 'erased' | 'present' | 'unverifiable'>;
  readonly until: string;
  readonly reason?: never;
}

/**
 * A class of records that a rule of the policy kept while the rest of the system was erased. `retained` until the rule has ended. Then the
 * records are erased too, and the verdict tells the result.
 */
export interface RuledResidual extends Kept {
  /** The name that the connector gives to the class. */
  readonly what: string;
  readonly verdict: Extract<Verdict, 'retained' | 'erased' | 'present' | 'unverifiable'>;
  /** RFC 3339: when a part of it may be erased, before `until`. Left out: all of it ends at once. */
  readonly nextAt?: string;
}

/** Data that is left beside an erased record. */
export type Residual =
  | DatedResidual
  /** The system keeps it without end. */
  | {
      readonly what: ResidualKind;
      readonly verdict: 'retained';
      readonly until: null;
      readonly reason?: never;
    }
  | RuledResidual;

export function isRuled(residual: Residual): residual is RuledResidual {
  return residual.reason !== undefined;
}

/** Does a rule still keep these records? */
export function isKept(residual: Residual): residual is RuledResidual {
  return isRuled(residual) && residual.verdict === 'retained';
}

/** The number of records of each kind, such as `{users: 1}`; never ids. */
export type Counts = Readonly<Record<string, number>>;

/** What is known about one system of a request, besides its verdict. */
export interface SystemLine {
  readonly id: SystemId;
  readonly connector: string;
  readonly title: string;
  readonly counts: { readonly found: Counts; readonly left?: Counts; readonly exported?: Counts };
  /** How many records may be the person's but are not reliable enough to be followed. */
  readonly leads: number;
  /** How many records somebody must choose from; left out when there are none. */
  readonly candidates?: number;
  readonly attempts: number;
  readonly updatedAt: string;
  readonly residuals: readonly Residual[];
  /** The systems that an erasure visits before this one; left out when there are none. */
  readonly after?: readonly SystemId[];
  /** Set when the system is only being tried out. Then `leads` is 0 and `candidates` is left out, because nobody must decide anything. */
  readonly shadow?: ShadowPlan;
  /** What the system was asked, and what it could not be asked. Rows of an earlier version have neither. */
  readonly searched?: readonly CountedLookUp[];
  readonly notSearched?: readonly NotSearched[];
  /** True when an erased system was read back once more, a day later. */
  readonly lookedAgain?: true;
}

/** One line of the final status. Holds no personal data. */
export type SystemVerdict = SystemLine & (Settlement | Unsettled);
