import type { Attempt } from '../domain/attempt.ts';
import type { FailureCode } from '../domain/failure.ts';
import { afterSetback, type Patience } from '../domain/patience.ts';
import type { Durable, Flow } from './durable.ts';

export type Settled<T> = { readonly patience: Patience } & (
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly code: FailureCode }
);

/**
 * The one retry loop. What to do next is the activity's answer, never an exception; every wait is a durable timer.
 * SDKs and activities retry nothing, for `RetryOptions` cannot see a `Retry-After`.
 */
export function* persist<T>(
  durable: Durable,
  patience: Patience,
  giveUpAfterSeconds: number,
  /** `since` is what the last pending attempt said: what this one counts from. */
  tryOnce: (attempts: number, since: string | null) => Flow<Attempt<T>>,
  /** What came of the first try, where another step has made it. */
  tried: Attempt<T> | null = null,
): Flow<Settled<T>> {
  let since: string | null = null;
  for (let known = tried; ; known = null) {
    const startedAt = durable.now().getTime();
    const attempt: Attempt<T> = known ?? (yield* tryOnce(patience.retries + 1, since));
    if (attempt.kind === 'done' || attempt.kind === 'failed') return { ...attempt, patience };
    if (attempt.kind === 'pending') {
      since = attempt.since ?? null;
      yield* durable.sleep(attempt.seconds);
      continue;
    }
    const trySeconds = (durable.now().getTime() - startedAt) / 1000;
    const setback = afterSetback(
      patience,
      attempt.code,
      trySeconds,
      attempt.seconds,
      giveUpAfterSeconds,
    );
    patience = setback.patience;
    if (setback.wait === null) return { kind: 'failed', code: attempt.code, patience };
    yield* durable.sleep(setback.wait);
  }
}
