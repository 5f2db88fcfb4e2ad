import { timeSpanText } from '../settings/time-span.ts';

/** A function ran longer than host.json's `functionTimeout`. */
export class FunctionTimeoutError extends Error {
  override readonly name = 'FunctionTimeoutError';
}

/**
 * Fails an invocation that takes too long. The handler itself continues to run; Azure would end the worker process.
 * @param timeoutMs absent: no limit
 * @returns the result; rejects with a FunctionTimeoutError when it takes longer
 */
export function withinTimeout<Result>(
  run: Promise<Result>,
  timeoutMs: number | undefined,
  functionName: string,
): Promise<Result> {
  return timeoutMs === undefined ? run : race(run, timeoutMs, functionName);
}

async function race<Result>(
  run: Promise<Result>,
  timeoutMs: number,
  functionName: string,
): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => {
      late.reject(
        new FunctionTimeoutError(
          `Timeout value of ${timeSpanText(timeoutMs)} was exceeded by function: Functions.${functionName}`,
        ),
      );
    },
    // The longest timeout of Node.
    Math.min(timeoutMs, 2 ** 31 - 1),
  );
  try {
    return await Promise.race([run, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
