import type { Look } from '../../domain/residual-watch.ts';
import type { SystemId } from '../../domain/system.ts';
import { defineStep, type RequestOrder } from './step.ts';

/** What reading back one system came to. */
export interface WatchReceipt {
  readonly system: SystemId;
  readonly look: Look;
}

export interface RecordWatchOrder extends RequestOrder {
  /** RFC 3339 */
  readonly at: string;
  readonly looks: readonly WatchReceipt[];
}

export const recordWatch = defineStep<RecordWatchOrder, { readonly nextAt: string | null }>(
  'recordWatch',
);
