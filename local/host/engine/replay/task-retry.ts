import type { RetryOptions } from '../../protocol/orchestration-action.ts';
import { addMilliseconds } from '../../protocol/timestamp.ts';
import { scheduleTask, type ExecutionContext } from './execution-context.ts';
import { pendingTask, settle, whenSettled, type MirrorTask } from './mirror-task.ts';

const longestDelayMs = 6 * 86_400_000;

/**
 * Retries like DurableTask.Core's RetryInterceptor: with a timer between attempts, and one more timer after the last attempt that is due at
 * once. The extension keeps that one for compatibility with old histories.
 */
export function withRetry(
  context: ExecutionContext,
  options: RetryOptions,
  call: () => MirrorTask,
): MirrorTask {
  const whole = pendingTask();
  const expires = expiry(context.now, options);
  const attempt = (number: number): void => {
    const task = call();
    whenSettled(task, () => {
      if (!task.failed) settle(whole, task.value);
      else if (Date.parse(context.now) >= expires) settle(whole, null, true);
      else {
        const last = number >= options.maxNumberOfAttempts;
        const fireAt = last ? context.now : addMilliseconds(context.now, delay(options, number));
        whenSettled(scheduleTask(context, { kind: 'timer', fireAt }), () => {
          if (last) settle(whole, null, true);
          else attempt(number + 1);
        });
      }
    });
  };
  attempt(1);
  return whole;
}

function expiry(first: string, { retryTimeoutInMilliseconds }: RetryOptions): number {
  return retryTimeoutInMilliseconds === undefined
    ? Infinity
    : Date.parse(first) + retryTimeoutInMilliseconds;
}

/** Milliseconds to wait after an attempt. Attempts are counted from 1. */
export function delay(options: RetryOptions, attempt: number): number {
  const { firstRetryIntervalInMilliseconds: first, backoffCoefficient = 1 } = options;
  const { maxRetryIntervalInMilliseconds: cap = longestDelayMs } = options;
  return Math.min(first * Math.pow(backoffCoefficient, attempt - 1), cap);
}
