// Orders and receipts of the residual watch.
import type { Look } from '../../domain/residual-watch.ts';
import type { SystemId } from '../../domain/system.ts';
import type { RequestOrder } from './request-order.ts';

export interface WatchOrder extends RequestOrder {
  readonly version: string;
}

/** Whose residuals are to be read back now. */
export interface OpenedWatch {
  readonly systems: readonly SystemId[];
  readonly giveUpAfterSeconds: number;
}

export interface WatchedSystemOrder extends RequestOrder {
  readonly system: SystemId;
}

export interface WatchSystemOrder extends WatchedSystemOrder {
  readonly giveUpAfterSeconds: number;
}

export interface WatchReceipt {
  readonly system: SystemId;
  readonly look: Look;
}

export interface RecordWatchOrder extends RequestOrder {
  /** RFC 3339 */
  readonly at: string;
  readonly looks: readonly WatchReceipt[];
}
