import type { FailureCode } from './failure.ts';
import type { SystemId } from './system.ts';

/** The result for one system. An erasure gets its verdict only after reading back. */
export const verdicts = [
  'absent',
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

const good: ReadonlySet<Verdict> = new Set(['absent', 'erased', 'exported', 'expires']);

export function isGood(verdict: Verdict): boolean {
  return good.has(verdict);
}

/** Records that nobody can erase on demand, such as audit logs, and the date on which the system itself drops them. */
export interface Residual {
  readonly what: 'audit-records';
  /** `expires` until the residual was read back after its date. `unverifiable`: the system does not allow us to read it. */
  readonly verdict: Extract<Verdict, 'expires' | 'erased' | 'present' | 'unverifiable'>;
  readonly until: string;
}

/** The number of records of each kind, such as `{users: 1}`; never ids. */
export type Counts = Readonly<Record<string, number>>;

/** One line of the final status. Holds no personal data. */
export interface SystemVerdict {
  readonly id: SystemId;
  readonly connector: string;
  readonly title: string;
  /** Null while the system is being visited. */
  readonly verdict: Verdict | null;
  readonly code: FailureCode | null;
  /** RFC 3339: when `expires` or `pending` ends by itself. */
  readonly until: string | null;
  readonly counts: { readonly found: Counts; readonly left?: Counts; readonly exported?: Counts };
  /** How many records may be the person's but are not reliable enough to be followed. */
  readonly leads: number;
  readonly attempts: number;
  readonly updatedAt: string;
  readonly residuals: readonly Residual[];
  /** True when an erased system was read back once more, a day later. */
  readonly lookedAgain?: true;
}
