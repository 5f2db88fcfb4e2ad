import type { FailureCode } from './failure.ts';
import type { SystemId } from './system.ts';

/** What is true of one system after reading back. */
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

/** Records nobody can erase on demand, such as audit logs, and the day the system itself drops them. */
export interface Residual {
  readonly what: 'audit-records';
  /** `expires` until it was read back after its date; a system that says `unverifiable` does not let it be read. */
  readonly verdict: Extract<Verdict, 'expires' | 'erased' | 'present' | 'unverifiable'>;
  readonly until: string;
}

/** Numbers of records by kind, such as `{users: 1}`; never ids. */
export type Counts = Readonly<Record<string, number>>;

/** One line of the final status. Holds no personal data. */
export interface SystemVerdict {
  readonly id: SystemId;
  readonly connector: string;
  readonly title: string;
  /** Null while the system is being visited. */
  readonly verdict: Verdict | null;
  readonly code: FailureCode | null;
  /** RFC 3339; when an `expires` or `pending` ends by itself. */
  readonly until: string | null;
  readonly counts: { readonly found: Counts; readonly left?: Counts; readonly exported?: Counts };
  /** How many records looked like the person but were not followed. */
  readonly leads: number;
  readonly attempts: number;
  readonly updatedAt: string;
  readonly residuals: readonly Residual[];
  /** An erased system was read back once more, a day later. */
  readonly lookedAgain?: true;
}
