import { atMost } from '../../../src/connectors/kit/at-most.ts';

test('never runs more than allowed, in the order they came, failures included', async () => {
  const limit = atMost(2);
  const finish: (() => void)[] = [];
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const deed = (index: number) => async () => {
    started.push(index);
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => finish.push(resolve));
    running -= 1;
    if (index % 2 === 1) throw new Error('odd');
    return index;
  };
  const results = Promise.allSettled([0, 1, 2, 3, 4].map((index) => limit(deed(index))));
  for (let turn = 0; turn < 5; turn += 1) {
    // A turn of the event loop lets whoever may start do so.
    await new Promise((resolve) => setImmediate(resolve));
    finish.shift()?.();
  }
  expect((await results).map(({ status }) => status)).toEqual([
    ...['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'],
  ]);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});
