import { backOff, createPoller, type PollUpdate } from '../../../src/dashboard/web/calls/poller.ts';
import { Problem } from '../../../src/dashboard/web/calls/problem.ts';

type Answer = string | Problem | Promise<string>;

/** A poller over scripted answers, and a timer that fires when the test says so. */
function scripted(answers: Answer[]) {
  const shown: PollUpdate<string>[] = [];
  const waits: number[] = [];
  const signals: AbortSignal[] = [];
  let due: (() => void) | null = null;
  const poller = createPoller<string>({
    load(signal) {
      signals.push(signal);
      const answer = answers.shift() ?? 'last';
      return answer instanceof Problem ? Promise.reject(answer) : Promise.resolve(answer);
    },
    pace: (data) => (data === 'open' ? 1500 : 10_000),
    show: (update) => shown.push(update),
    timers: {
      set(run, milliseconds) {
        waits.push(milliseconds);
        due = run;
        return waits.length;
      },
      clear() {
        due = null;
      },
    },
  });
  const settle = () => new Promise(setImmediate);
  return {
    shown,
    waits,
    signals,
    isWaiting: () => due !== null,
    resume: () => {
      poller.resume();
      return settle();
    },
    pause: () => {
      poller.pause();
      return settle();
    },
    timeComes: () => {
      const run = due;
      due = null;
      run?.();
      return settle();
    },
  };
}

test('what was read decides when it is read again', async () => {
  const poller = scripted(['open', 'closed']);
  await poller.resume();
  await poller.timeComes();
  expect(poller.shown).toEqual([
    { kind: 'data', data: 'open' },
    { kind: 'data', data: 'closed' },
  ]);
  expect(poller.waits).toEqual([1500, 10_000]);
});

test('waits grow while reading fails, and are short again afterwards', async () => {
  const down = new Problem('unreachable', 'down');
  const poller = scripted([down, down, down, 'open', down]);
  await poller.resume();
  for (let turn = 0; turn < 4; turn += 1) await poller.timeComes();
  expect(poller.waits).toEqual([2000, 4000, 8000, 1500, 2000]);
  expect(poller.shown[2]).toEqual({ kind: 'problem', problem: down, retryIn: 8000 });
});

test.each(['key-needed', 'not-found', 'forbidden', 'rejected'] as const)(
  'does not ask again by itself after %s',
  async (kind) => {
    const poller = scripted([new Problem(kind, 'no')]);
    await poller.resume();
    expect(poller.isWaiting()).toBe(false);
    expect(poller.shown[0]).toMatchObject({ kind: 'problem', retryIn: null });
  },
);

test('a pause stops the timer and drops an answer that is on its way', async () => {
  let answer: (value: string) => void = () => undefined;
  const poller = scripted([new Promise<string>((resolve) => (answer = resolve)), 'fresh']);
  await poller.resume();
  await poller.pause();
  answer('stale');
  expect(poller.signals[0]?.aborted).toBe(true);
  await poller.resume();
  expect(poller.shown).toEqual([{ kind: 'data', data: 'fresh' }]);
});

test('two resumes in a row show one answer', async () => {
  const poller = scripted([new Promise<string>(() => undefined), 'second']);
  await poller.resume();
  await poller.resume();
  expect(poller.shown).toEqual([{ kind: 'data', data: 'second' }]);
  expect(poller.waits).toHaveLength(1);
});

test('the back-off ends at a minute, and a longer Retry-After wins', () => {
  expect(backOff(1, null)).toBe(2000);
  expect(backOff(50, null)).toBe(60_000);
  expect(backOff(1, 120)).toBe(120_000);
});
