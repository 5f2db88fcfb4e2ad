import type { Attempt } from '../domain/attempt.ts';
import { isTriedAgain, SystemFailure } from '../domain/failure.ts';
import type { SystemOrder } from '../workflows/steps/system-order.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Calls a system and says what came of it. Only what the system did becomes an answer; an error of our own storage is thrown on.
 */
export async function tryOnce<T>(
  { log }: Pick<Dependencies, 'log'>,
  { requestId, system }: Pick<SystemOrder, 'requestId' | 'system'>,
  call: () => Promise<Attempt<T>>,
): Promise<Attempt<T>> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof SystemFailure)) throw error;
    const { code, message: answer } = error;
    log.warn('system not done', { requestId, system, code, answer });
    return isTriedAgain(error.code)
      ? { kind: 'later', code: error.code, seconds: error.retryAfter }
      : { kind: 'failed', code: error.code };
  }
}
