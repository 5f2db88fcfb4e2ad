import type { FailureCode } from './failure.ts';

/** The result of one try at a system. Only the flow repeats tries; it waits on durable timers. */
export type Attempt<T> =
  | { readonly kind: 'done'; readonly value: T }
  /**
   * The try failed; another try may succeed. `seconds`: how long the system told us to wait; null when it said nothing. `spentSeconds`: how
   * long the calls of the try took.
   */
  | {
      readonly kind: 'later';
      readonly code: FailureCode;
      readonly seconds: number | null;
      readonly spentSeconds: number;
      /** The system gave good answers before the bad one, and their content is kept. */
      readonly progressed?: true;
    }
  /** We ourselves postponed the try by `seconds`: the rate limiter, or an operator who paused the system. This is no failure of the system. */
  | { readonly kind: 'queued'; readonly seconds: number; readonly paused?: true }
  /** The system is down, and another request checks whether it answers again. This try made no call. The wait of `seconds` costs patience. */
  | { readonly kind: 'down'; readonly seconds: number }
  /**
   * The system is still working: ask again in `seconds`. The next try gets `since` (RFC 3339) and counts from that time. `until` (RFC 3339): the
   * vendor named a date for the end of its work.
   */
  | {
      readonly kind: 'pending';
      readonly seconds: number;
      readonly since?: string;
      readonly until?: string;
    }
  | { readonly kind: 'failed'; readonly code: FailureCode };
