import type { FailureCode } from './failure.ts';
import type { SystemId } from './system.ts';
import type { Residual } from './verdict.ts';

/** The final result for one account or residual that was expected to expire by itself, or that a rule kept (`retained`: the whole system). */
export interface WatchResult {
  readonly system: SystemId;
  readonly what: 'account' | 'retained' | Residual['what'];
  readonly verdict: 'erased' | 'present' | 'unverifiable' | 'failed';
  readonly code: FailureCode | null;
}
