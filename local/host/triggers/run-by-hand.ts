import type { HostLog } from '../log.ts';
import type { FunctionApp, RegisteredFunction, RpcTypedData } from '../worker/function-app.ts';
import { invokeWithRetries } from '../worker/invoke-with-retries.ts';
import { timerInput } from './timer-trigger.ts';

/** Runs a function that was started through the admin routes. The caller does not wait for it. The log shows the result. */
export function runByHand(
  app: FunctionApp,
  log: HostLog,
): (registered: RegisteredFunction, trigger: RpcTypedData) => void {
  return (registered, trigger) => {
    const isTimer = registered.trigger.type.toLowerCase() === 'timertrigger';
    const invocation = {
      trigger: isTimer ? timerInput(undefined, false) : trigger,
      reason: 'This function was programmatically called via the host APIs.',
    };
    invokeWithRetries(app, registered, invocation, log).catch(() => undefined);
  };
}
