import type { HostLog } from '../log.ts';
import type { FunctionApp, RegisteredFunction, RpcTypedData } from '../worker/function-app.ts';
import { invokeWithRetries } from '../worker/invoke-with-retries.ts';
import type { TimerSchedule } from './timer-schedule.ts';
import type { TimerState, TimerStatus } from './timer-state.ts';
import type { Trigger } from './trigger.ts';
import { waitForRunning } from './wait-for-running.ts';

export interface TimerContext {
  readonly app: FunctionApp;
  readonly registered: RegisteredFunction;
  readonly log: HostLog;
  readonly schedule: TimerSchedule;
  readonly state: TimerState;
}

// The longest timeout of Node.
const longestWaitMs = 2 ** 31 - 1;
const never = '0001-01-01T00:00:00+00:00';

/**
 * Runs one function on a schedule, never twice at the same time. The next occurrence is computed after a run has ended. When
 * occurrences were missed while the host was down, the function runs once at start with `isPastDue`.
 */
export function createTimerTrigger(context: TimerContext): Trigger {
  const { registered, schedule, state } = context;
  const { runOnStartup, useMonitor } = registered.trigger;
  const monitored = useMonitor !== false && !schedule.isFrequent;
  let status: TimerStatus | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  function remember(last: string, next: Date): void {
    if (!monitored) return;
    status = { last, next: timeText(next), lastUpdated: timeText(new Date()) };
    state.set(registered.name, status);
  }

  async function run(occurrence: Date, isPastDue: boolean): Promise<void> {
    const firedAt = new Date();
    const input = timerInput(status, isPastDue);
    await invokeWithRetries(
      context.app,
      registered,
      { trigger: input, reason: `Timer fired at ${timeText(firedAt)}` },
      context.log,
      // The invocation has logged the error. The schedule continues.
    ).catch(() => undefined);
    // A timeout can fire a little early. It must not fire again for the same occurrence.
    const from = new Date(Math.max(firedAt.getTime(), occurrence.getTime()));
    remember(timeText(from), schedule.next(from));
    if (!stopped) waitFor(schedule.next(new Date(Math.max(Date.now(), occurrence.getTime()))));
  }

  function waitFor(occurrence: Date): void {
    const delay = occurrence.getTime() - Date.now();
    timer = setTimeout(
      () => {
        if (delay > longestWaitMs) waitFor(occurrence);
        else running = run(occurrence, false);
      },
      Math.min(Math.max(delay, 0), longestWaitMs),
    );
  }

  return {
    start() {
      const now = new Date();
      status = monitored ? state.get(registered.name) : undefined;
      const isPastDue = status !== undefined && new Date(status.next) < now;
      if (monitored && !status) remember(never, schedule.next(now));
      if (isPastDue || runOnStartup === true) running = run(now, isPastDue);
      else waitFor(schedule.next(now));
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await waitForRunning(running);
    },
  };
}

/** The trigger data of a timer, with .NET's property names. */
export function timerInput(status: TimerStatus | undefined, isPastDue: boolean): RpcTypedData {
  return {
    json: JSON.stringify({
      Schedule: { AdjustForDST: true },
      ScheduleStatus: status
        ? { Last: status.last, Next: status.next, LastUpdated: status.lastUpdated }
        : null,
      IsPastDue: isPastDue,
    }),
  };
}

function timeText(time: Date): string {
  return time.toISOString().replace('Z', '+00:00');
}
