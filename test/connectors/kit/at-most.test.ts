import { atMost } from '../../../src/connectors/kit/at-most.ts';
import { TurnLater } from '../../../src/domain/turn-later.ts';
import { asCaller } from '../../../src/ports/caller.ts';
import { virtualClock } from './virtual-clock.ts';

test('never runs more calls than allowed, and runs them in order, also after failures', async () => {
  const limit = atMost(2);
  const finish: (() => void)[] = [];
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const task = (index: number) => async () => {
    started.push(index);
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => finish.push(resolve));
    running -= 1;
    if (index % 2 === 1) throw new Error('odd');
    return index;
  };
  const results = Promise.allSettled([0, 1, 2, 3, 4].map((index) => limit(task(index))));
  for (let turn = 0; turn < 5; turn += 1) {
    // One turn of the event loop lets the allowed calls start.
    await new Promise((resolve) => setImmediate(resolve));
    finish.shift()?.();
  }
  expect((await results).map(({ status }) => status)).toEqual([
    ...['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'],
  ]);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});

test('a try waits here only for a short time, keeps its place, and later makes all its calls', async () => {
  const clock = virtualClock();
  const limit = atMost(2, clock);
  const started: number[] = [];
  let running = 0;
  let broken = 0;
  const call = (request: number) => async () => {
    started.push(request);
    running += 1;
    expect(running).toBeLessThanOrEqual(2);
    await clock.wait(5000);
    running -= 1;
  };
  const live = async (request: number) => {
    await clock.wait(request);
    for (let come = 0; come < 50; come += 1) {
      const startedAt = clock.now();
      let calls = 0;
      try {
        await asCaller(String(request), async () => {
          for (; calls < 2; calls += 1) await limit(call(request));
        });
        return;
      } catch (error) {
        if (!(error instanceof TurnLater)) throw error;
        if (calls > 0) broken += 1;
        expect(clock.now() - startedAt).toBeLessThanOrEqual(1000);
        await clock.wait(error.seconds * 1000);
      }
    }
    throw new Error('starved');
  };
  const requests = Array.from({ length: 12 }, (_, request) => request);
  await clock.run(Promise.all(requests.map(live)));
  // A try may start before another one whose place is kept, but no try takes a kept place.
  for (const [turn, request] of [...new Set(started)].entries())
    expect(Math.abs(turn - request)).toBeLessThan(2);
  expect(started).toHaveLength(24);
  expect(broken).toBe(0);
});
