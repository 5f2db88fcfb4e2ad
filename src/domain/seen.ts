import type { FailureCode } from './failure.ts';
import type { UnverifiableReason } from './verdict.ts';

/** The result of a read-back by the residual watch, for one account or residual. */
export type Seen =
  | { readonly kind: 'gone' | 'stays' }
  | { readonly kind: 'unreadable'; readonly reason: UnverifiableReason }
  | { readonly kind: 'working'; readonly until: string }
  | { readonly kind: 'there'; readonly until: string }
  | { readonly kind: 'unread'; readonly code: FailureCode | null };
