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

export interface RecordedWatch {
  /** When to look again; null when the watch has ended. */
  readonly nextAt: string | null;
  /** The final status was corrected and is to be delivered; null when it is still true. */
  readonly corrected: { readonly callback: boolean } | null;
}

export const recordWatch = defineStep<RecordWatchOrder, RecordedWatch>('recordWatch');
