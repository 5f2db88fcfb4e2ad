import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLog } from '../../../../local/host/log.ts';
import { parseTimerSchedule } from '../../../../local/host/triggers/timer-schedule.ts';
import { openTimerState } from '../../../../local/host/triggers/timer-state.ts';
import { createTimerTrigger } from '../../../../local/host/triggers/timer-trigger.ts';
import type {
  FunctionApp,
  Invocation,
  InvocationResult,
} from '../../../../local/host/worker/function-app.ts';

const nothing: InvocationResult = { rawResult: undefined, returnValue: undefined, outputs: {} };

interface TimerInput {
  readonly Schedule: unknown;
  readonly ScheduleStatus: Record<'Last' | 'Next' | 'LastUpdated', string> | null;
  readonly IsPastDue: boolean;
}

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-21T10:17:30Z') });
});

afterEach(() => {
  jest.useRealTimers();
});

function timer(
  schedule: string,
  options: { runOnStartup?: boolean; useMonitor?: boolean } = {},
  dataFolder = mkdtempSync(path.join(tmpdir(), 'timers-')),
) {
  const runs: { at: string; input: TimerInput; reason: string | undefined }[] = [];
  let work: () => Promise<InvocationResult> = () => Promise.resolve(nothing);
  const app: FunctionApp = {
    functions: new Map(),
    invoke: (_registered, { trigger, reason }: Invocation) => {
      const input = JSON.parse(trigger.json ?? '') as TimerInput;
      runs.push({ at: new Date().toISOString(), input, reason });
      return work();
    },
  };
  const trigger = createTimerTrigger({
    app,
    registered: {
      name: 'tick',
      bindings: {},
      trigger: { type: 'timerTrigger', name: 'timer', ...options },
    },
    log: createLog({ default: 'none' }),
    schedule: parseTimerSchedule(schedule, 'UTC'),
    state: openTimerState(dataFolder, (error) => {
      throw error;
    }),
  });
  return {
    trigger,
    runs,
    dataFolder,
    times: () => runs.map(({ at }) => at.slice(11, 19)),
    runWith: (newWork: () => Promise<InvocationResult>) => {
      work = newWork;
    },
  };
}

test('fires at every occurrence and stores its state', async () => {
  const { trigger, runs, times } = timer('0 */5 * * * *');
  trigger.start();
  await jest.advanceTimersByTimeAsync(11 * 60_000);
  await trigger.stop();
  expect(times()).toEqual(['10:20:00', '10:25:00']);
  expect(runs[0]?.reason).toBe('Timer fired at 2026-11-21T10:20:00.000+00:00');
  expect(runs[0]?.input).toEqual({
    Schedule: { AdjustForDST: true },
    ScheduleStatus: {
      Last: '0001-01-01T00:00:00+00:00',
      Next: '2026-11-21T10:20:00.000+00:00',
      LastUpdated: '2026-11-21T10:17:30.000+00:00',
    },
    IsPastDue: false,
  });
  expect(runs[1]?.input.ScheduleStatus).toMatchObject({
    Last: '2026-11-21T10:20:00.000+00:00',
    Next: '2026-11-21T10:25:00.000+00:00',
  });
});

test('runs at start with runOnStartup', async () => {
  const { trigger, times } = timer('0 0 12 * * *', { runOnStartup: true });
  trigger.start();
  await jest.advanceTimersByTimeAsync(0);
  await trigger.stop();
  expect(times()).toEqual(['10:17:30']);
});

test('runs once for all occurrences that were missed while the host was down', async () => {
  const first = timer('0 */5 * * * *');
  first.trigger.start();
  await first.trigger.stop();
  jest.setSystemTime(new Date('2026-11-21T10:41:00Z'));
  const second = timer('0 */5 * * * *', {}, first.dataFolder);
  second.trigger.start();
  await jest.advanceTimersByTimeAsync(5 * 60_000);
  await second.trigger.stop();
  expect(second.times()).toEqual(['10:41:00', '10:45:00']);
  expect(second.runs.map(({ input }) => input.IsPastDue)).toEqual([true, false]);
});

test.each([
  ['*/10 * * * * *', {}],
  ['0 */5 * * * *', { useMonitor: false }],
])('%s %o keeps no state and is never past due', async (schedule, options) => {
  const first = timer(schedule, options);
  first.trigger.start();
  await jest.advanceTimersByTimeAsync(5 * 60_000);
  await first.trigger.stop();
  expect(first.runs[0]?.input.ScheduleStatus).toBeNull();
  jest.setSystemTime(new Date('2026-11-21T11:41:01Z'));
  const second = timer(schedule, options, first.dataFolder);
  second.trigger.start();
  await jest.advanceTimersByTimeAsync(0);
  await second.trigger.stop();
  expect(second.runs).toEqual([]);
});

test('never runs twice at the same time, and computes the next occurrence after a run', async () => {
  const { trigger, times, runWith } = timer('0 * * * * *');
  const long = Promise.withResolvers<InvocationResult>();
  runWith(() => long.promise);
  trigger.start();
  await jest.advanceTimersByTimeAsync(150_000);
  expect(times()).toEqual(['10:18:00']);
  long.resolve(nothing);
  await jest.advanceTimersByTimeAsync(60_000);
  await trigger.stop();
  expect(times()).toEqual(['10:18:00', '10:21:00']);
});

test('continues after a failure', async () => {
  const { trigger, times, runWith } = timer('0 * * * * *');
  runWith(() => Promise.reject(new Error('failed')));
  trigger.start();
  await jest.advanceTimersByTimeAsync(100_000);
  await trigger.stop();
  expect(times()).toEqual(['10:18:00', '10:19:00']);
});

test('waits longer than the longest timeout of Node', async () => {
  const { trigger, runs } = timer('0 0 0 1 1 *');
  trigger.start();
  await jest.advanceTimersByTimeAsync(40 * 86_400_000);
  expect(runs).toEqual([]);
  await jest.advanceTimersByTimeAsync(2 * 86_400_000);
  await trigger.stop();
  expect(runs.map(({ at }) => at)).toEqual(['2027-01-01T00:00:00.000Z']);
});
