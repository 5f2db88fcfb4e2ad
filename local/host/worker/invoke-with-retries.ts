import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { HostLog } from '../log.ts';
import { createBackoff } from './backoff.ts';
import type {
  FunctionApp,
  Invocation,
  InvocationResult,
  RegisteredFunction,
} from './function-app.ts';
import type { RetryOptions, RpcDuration } from './rpc.ts';
import { toError } from './system-error.ts';

/** The waits between attempts, in milliseconds. */
function delays(retry: RetryOptions): () => number {
  if (retry.retryStrategy === 'fixedDelay') {
    const delay = milliseconds(retry.delayInterval);
    return () => delay;
  }
  const backoff = createBackoff(
    milliseconds(retry.minimumInterval),
    milliseconds(retry.maximumInterval),
  );
  return () => backoff.next();
}

function milliseconds(duration: RpcDuration | undefined): number {
  return (duration?.seconds ?? 0) * 1000 + (duration?.nanos ?? 0) / 1e6;
}

/**
 * Invokes a function, and again after failures when it was registered with `retry`. Every attempt is a new invocation. From
 * the second attempt on the function gets `context.retryContext`. A maxRetryCount of -1 means no limit.
 * @throws the error of the last attempt
 */
export async function invokeWithRetries(
  app: FunctionApp,
  registered: RegisteredFunction,
  invocation: Invocation,
  log: HostLog,
  pause: (ms: number) => Promise<unknown> = (ms) => wait(ms),
): Promise<InvocationResult> {
  const retry = registered.retryOptions;
  if (!retry) return await app.invoke(registered, invocation);
  const nextDelay = delays(retry);
  let current = invocation;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await app.invoke(registered, current);
    } catch (thrown) {
      if (retry.maxRetryCount !== -1 && attempt > retry.maxRetryCount) throw thrown;
      const delay = nextDelay();
      log.write(
        'information',
        `Function.${registered.name}`,
        `Waiting for \`${delay} ms\` before retrying function execution. Next attempt: '${attempt}'. Max retry count: '${retry.maxRetryCount}'`,
      );
      await pause(delay);
      const { message, stack } = toError(thrown);
      const exception = { message, ...(stack !== undefined && { stackTrace: stack }) };
      current = {
        ...invocation,
        invocationId: randomUUID(),
        retryContext: { retryCount: attempt, maxRetryCount: retry.maxRetryCount, exception },
      };
    }
  }
}
