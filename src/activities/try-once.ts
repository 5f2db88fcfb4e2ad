import type { Attempt } from '../domain/attempt.ts';
import { isTriedAgain, SystemFailure } from '../domain/failure.ts';
import { TurnLater } from '../domain/turn-later.ts';
import { asCaller } from '../ports/caller.ts';
import type { SystemOrder } from '../workflows/steps/system-order.ts';
import type { Dependencies } from './dependencies.ts';

function laterBy({ seconds, why }: TurnLater): Attempt<never> {
  switch (why) {
    case 'limit':
    case 'preparing':
      return { kind: 'queued', seconds };
    case 'paused':
      return { kind: 'queued', seconds, paused: true };
    case 'down':
      return { kind: 'down', seconds };
  }
}

/**
 * Calls a system, unless it is paused or down, and returns the outcome. Failures of the system, and waits for our own limiter, become an `Attempt`. An error of our own
 * storage is thrown. A failure carries the time that the calls themselves took, without waits for a slot or for our limiter.
 */
export function tryOnce<T>(
  { log, systems }: Pick<Dependencies, 'log' | 'systems'>,
  { requestId, system }: Pick<SystemOrder, 'requestId' | 'system'>,
  call: () => Promise<Attempt<T>>,
): Promise<Attempt<T>> {
  const guard = systems.get(system)?.guard;
  return asCaller(requestId, async (caller) => {
    try {
      caller.watchedBy(await guard?.admit());
      const attempt = await call();
      guard?.saw({ code: null, seconds: caller.secondsInCalls });
      return attempt;
    } catch (error) {
      if (error instanceof TurnLater) return laterBy(error);
      if (!(error instanceof SystemFailure)) throw error;
      guard?.saw({ code: error.code, seconds: caller.secondsInCalls });
      const { code, message: answer, retryAfter: seconds } = error;
      log.warn('system not done', { requestId, system, code, answer });
      if (!isTriedAgain(code)) return { kind: 'failed', code };
      return { kind: 'later', code, seconds, spentSeconds: caller.secondsInCalls };
    }
  });
}
