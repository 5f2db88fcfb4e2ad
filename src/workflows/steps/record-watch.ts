import type { Look } from '../../domain/residual-watch.ts';
import type { RetentionLook } from '../../domain/retention-watch.ts';
import type { AnnounceOrder } from './announce-on-queue.ts';
import type { SystemId } from '../../domain/system.ts';
import { defineStep, type RequestOrder } from './step.ts';

/** What the residual watch found in one system. */
export interface WatchReceipt {
  readonly system: SystemId;
  readonly look: Look | RetentionLook;
}

export interface RecordWatchOrder extends RequestOrder {
  /** RFC 3339 */
  readonly at: string;
  readonly looks: readonly WatchReceipt[];
}

export interface RecordedWatch {
  /** When to check again; null when the watch has ended. */
  readonly nextAt: string | null;
  /** The final status was corrected and must be delivered. Null when the delivered one is still true. */
  readonly corrected: Omit<AnnounceOrder, 'requestId'> | null;
}

export const recordWatch = defineStep<RecordWatchOrder, RecordedWatch>('recordWatch');
