// Orders and receipts of a visit to one system, and of the steps it is made of.
import type { Attempt } from '../../domain/attempt.ts';
import type { FailureCode } from '../../domain/failure.ts';
import type { Patience } from '../../domain/patience.ts';
import type { SystemId } from '../../domain/system.ts';
import type { Counts, Residual, SystemVerdict, Verdict } from '../../domain/verdict.ts';
import type { RequestOrder } from './request-order.ts';

export interface SystemOrder extends RequestOrder {
  readonly dossier: number;
  readonly system: SystemId;
}

export interface HoldOrder extends RequestOrder {
  readonly dossier: number;
  readonly systems: readonly SystemId[];
}

/** What came of one system among several that were tried side by side. */
export interface Tried {
  readonly system: SystemId;
  readonly attempt: Attempt<null>;
}

/** A try that may settle the system: then its row is written in the same step. */
export interface TryOrder extends SystemOrder {
  /** Which try this is, counted from 1. */
  readonly attempts: number;
}

export interface VerifyOrder extends TryOrder {
  /** RFC 3339 */
  readonly erasedAt: string;
}

export interface ReadBack {
  readonly verdict: Verdict;
  readonly until: string | null;
  readonly left: Counts;
  readonly residuals: readonly Residual[];
  /** As it stands in the register; null when it is not good, for there may be something left to do first. */
  readonly row: SystemVerdict | null;
}

export interface Erased {
  /** RFC 3339 */
  readonly erasedAt: string;
  /** What reading back said at once. */
  readonly readBack: Attempt<ReadBack>;
}

export interface VerdictOrder extends SystemOrder {
  readonly verdict: Verdict;
  readonly code: FailureCode | null;
  readonly until: string | null;
  readonly attempts: number;
  readonly exported?: Counts;
  readonly left?: Counts;
  readonly residuals: readonly Residual[];
}

export interface VisitOrder extends SystemOrder {
  /** `release` puts back what `hold` changed, where a request breaks off before it could erase. */
  readonly deed: 'hold' | 'export' | 'erase' | 'release';
  /** The account was frozen by this request: an end that did not erase releases it. */
  readonly held: boolean;
  readonly giveUpAfterSeconds: number;
  /** What came of the first try, where it was made for several systems at once. */
  readonly tried: Attempt<null> | null;
  /** What resolving already spent on this system. */
  readonly patience: Patience;
}

export interface VisitReceipt {
  readonly system: SystemId;
  /** Null after a hold that worked, for the erasure follows, and after a release that worked. */
  readonly verdict: SystemVerdict | null;
  readonly patience: Patience;
  /** Our own storage or code failed, not the system. */
  readonly broken: boolean;
}
