import type { FailureCode } from './failure.ts';

/** What one try at a system came to. Tries are repeated by the flow, on durable timers, and nowhere else. */
export type Attempt<T> =
  | { readonly kind: 'done'; readonly value: T }
  /**
   * Not now: the system could not be done.
   * `seconds` is what the system told us to wait, null when it said nothing; `spentSeconds` is how long its calls were under way.
   */
  | {
      readonly kind: 'later';
      readonly code: FailureCode;
      readonly seconds: number | null;
      readonly spentSeconds: number;
    }
  /** Our own limiter made the try wait: come back in `seconds`. The system did nothing wrong. */
  | { readonly kind: 'queued'; readonly seconds: number }
  /** Under way: ask again in `seconds`. `since` (RFC 3339) is given to the next try: what it counts from. */
  | { readonly kind: 'pending'; readonly seconds: number; readonly since?: string }
  | { readonly kind: 'failed'; readonly code: FailureCode };
