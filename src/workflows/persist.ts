import type { Attempt } from '../domain/attempt.ts';
import type { FailureCode } from '../domain/failure.ts';
import { afterGoodAnswer, afterTrouble, type Patience } from '../domain/patience.ts';
import type { Durable, Flow } from './durable.ts';

export type Settled<T> = { readonly patience: Patience } & (
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly code: FailureCode }
);

/**
 * The only retry loop. The activity's answer, never an exception, says what to do next. Every wait is a durable timer.
 * SDKs and activities do not retry, and `RetryOptions` is not used: it cannot see a `Retry-After`.
 */
export function* persist<T>(
  durable: Durable,
  patience: Patience,
  giveUpAfterSeconds: number,
  /** `since` is the time that the last pending attempt returned. This attempt counts from it. */
  tryOnce: (patience: Patience, since: string | null) => Flow<Attempt<T>>,
  /** The outcome of the first try, if another step has made it. */
  tried: Attempt<T> | null = null,
): Flow<Settled<T>> {
  let since: string | null = null;
  for (let known = tried; ; known = null) {
    const attempt: Attempt<T> = known ?? (yield* tryOnce(patience, since));
    switch (attempt.kind) {
      case 'done':
        return { ...attempt, patience: afterGoodAnswer(patience) };
      case 'failed':
        return { ...attempt, patience };
      case 'pending':
        patience = afterGoodAnswer(patience);
        since = attempt.since ?? null;
        yield* durable.sleep(attempt.seconds);
        break;
      case 'queued':
        // Our own limiter made this request wait, not the system. So the wait uses up no patience and is not counted as an attempt.
        yield* durable.sleep(attempt.seconds);
        break;
      case 'down':
      case 'later': {
        const setback = afterTrouble(patience, attempt, giveUpAfterSeconds);
        const { code, wait } = setback;
        patience = setback.patience;
        if (wait === null) return { kind: 'failed', code, patience };
        yield* durable.sleep(wait);
      }
    }
  }
}
