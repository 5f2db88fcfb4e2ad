import type { FailureCode } from '../../src/domain/failure.ts';
import type { SeenVerdict } from '../../src/domain/read-back.ts';
import {
  failedWith,
  settledAs,
  unsettled,
  type Settlement,
  type UnsearchedReason,
  type Unsettled,
  type UnverifiableReason,
  type Verdict,
} from '../../src/domain/verdict.ts';

/** The members of a verdict that a test gives. */
export interface Told {
  readonly code?: FailureCode | null;
  readonly until?: string | null;
  readonly unsearched?: UnsearchedReason;
  readonly unverifiable?: UnverifiableReason;
}

const someDay = '2026-04-01T00:00:00.000Z';

/** A complete verdict. Members that the test does not give get a suitable value. */
export function settlement(verdict: Verdict | null, told: Told = {}): Settlement | Unsettled {
  switch (verdict) {
    case null:
      return unsettled;
    case 'unsearched': {
      const reason = told.unsearched ?? 'no-identifier';
      return { verdict, code: null, until: null, reason };
    }
    case 'expires':
    case 'pending':
      return { verdict, code: null, until: told.until ?? someDay };
    case 'retained':
      return { verdict, code: null, until: told.until ?? null, reason: 'tax-law', law: '§ 147 AO' };
    case 'waived':
      return { verdict, code: null, until: null, reason: 'other' };
    case 'unverifiable':
      return unverifiable(told);
    case 'failed':
      return failedWith(told.code ?? 'unavailable');
    default:
      return settledAs(verdict);
  }
}

function unverifiable(told: Told): Extract<Settlement, { verdict: 'unverifiable' }> {
  const reason = told.unverifiable ?? 'not-offered';
  return { verdict: 'unverifiable', code: told.code ?? null, until: null, reason };
}

/** The results of read-backs. */
export function seen(verdict: SeenVerdict['verdict'], told: Told = {}): SeenVerdict {
  switch (verdict) {
    case 'erased':
    case 'present':
      return { verdict, code: null, until: null };
    case 'expires':
      return { verdict, code: null, until: told.until ?? someDay };
    case 'unverifiable':
      return unverifiable(told);
  }
}
