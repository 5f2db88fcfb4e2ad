import type { FailureCode } from './failure.ts';

/** What one try at a system came to. Tries are repeated by the flow, on durable timers, and nowhere else. */
export type Attempt<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** Not now: `seconds` is what the system told us to wait, null when it said nothing. */
  | { readonly kind: 'later'; readonly code: FailureCode; readonly seconds: number | null }
  /** Under way: ask again in `seconds`. `since` (RFC 3339) is given to the next try: what it counts from. */
  | { readonly kind: 'pending'; readonly seconds: number; readonly since?: string }
  | { readonly kind: 'failed'; readonly code: FailureCode };
