import type { Attempt } from '../domain/attempt.ts';
import { theService, type FactOf, type NewFact } from '../domain/fact.ts';
import { afterTrouble } from '../domain/patience.ts';
import type { StepKind } from '../domain/progress.ts';
import type { RequestId } from '../domain/request.ts';
import type { TryOrder } from '../workflows/steps/system-order.ts';
import type { Dependencies } from './dependencies.ts';

/** The part of an order that goes into the fact `tried`. */
export type Trying = Pick<TryOrder, 'system' | 'attempts' | 'patience' | 'giveUpAfterSeconds'>;

/**
 * The fact that a try ended. `nextAt` is when the flow tries again (null when no time is known), because both are computed from the same patience.
 * @returns an empty list when our own limiter postponed the try, because the system was not tried. A paused system was not tried either,
 *   but it holds up the request, so there is a fact
 */
export function factsOfTry(
  step: StepKind,
  { system, attempts, patience, giveUpAfterSeconds }: Trying,
  attempt: Attempt<unknown>,
  now: Date,
): FactOf<'tried'>[] {
  const at = now.toISOString();
  const tried = { at, kind: 'tried', actor: theService, system, step, attempt: attempts } as const;
  const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();
  switch (attempt.kind) {
    case 'done':
      return [{ ...tried, outcome: 'done', code: null, nextAt: null }];
    case 'queued':
      // The end of the pause is not known, so the fact has no `nextAt`. It is written once, however often the flow tries.
      return attempt.paused ? [{ ...tried, outcome: 'later', code: null, nextAt: null }] : [];
    case 'pending':
      return [{ ...tried, outcome: 'pending', code: null, nextAt: inSeconds(attempt.seconds) }];
    case 'failed':
      return [{ ...tried, outcome: 'failed', code: attempt.code, nextAt: null }];
    case 'down':
    case 'later': {
      const { code, wait } = afterTrouble(patience, attempt, giveUpAfterSeconds);
      if (wait === null) return [{ ...tried, outcome: 'failed', code, nextAt: null }];
      // The end of an outage is not known, so this fact has no `nextAt` either, and is written once.
      const nextAt = attempt.kind === 'down' ? null : inSeconds(wait);
      return [{ ...tried, outcome: 'later', code, nextAt }];
    }
  }
}

/** A wait of at most this time does not hold up the request. */
const shortMs = 20_000;

/** Writes the facts of a try. Lists must find a request that a system holds up, so such facts are written with the rows for lists. */
export async function recordTry(
  { register }: Pick<Dependencies, 'register'>,
  requestId: RequestId,
  facts: readonly NewFact[],
): Promise<void> {
  if (facts.length === 0) return;
  if (facts.some(isHeldUp)) await register.append(requestId, facts);
  else await register.appendUnlisted(requestId, facts);
}

function isHeldUp(fact: NewFact): boolean {
  if (fact.kind !== 'tried') return false;
  if (fact.outcome === 'later') return true;
  return fact.nextAt !== null && Date.parse(fact.nextAt) - Date.parse(fact.at) > shortMs;
}
