import { asCaller, currentCaller, underWay } from '../../src/ports/caller.ts';

let now = 0;
beforeEach(() => {
  now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

const call = (milliseconds: number) =>
  underWay(() => {
    now += milliseconds;
    return Promise.resolve();
  });

test('only the time of calls is measured, not the time between them', async () => {
  const seconds = await asCaller('r1', async (caller) => {
    await call(2000);
    now += 60_000;
    await expect(underWay(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await call(500);
    return caller.secondsInCalls;
  });
  expect(seconds).toBe(2.5);
});

test('parallel calls count once', async () => {
  const ends: (() => void)[] = [];
  const slow = () => underWay(() => new Promise<void>((resolve) => ends.push(resolve)));
  const seconds = await asCaller('r1', async (caller) => {
    const both = [slow(), slow()];
    now += 3000;
    for (const end of ends) end();
    await Promise.all(both);
    return caller.secondsInCalls;
  });
  expect(seconds).toBe(3);
});

test('each of several parallel tries knows its own request, and when it is over', async () => {
  const callers = await Promise.all(
    ['r1', 'r2'].map((key) =>
      asCaller(key, async () => {
        await Promise.resolve();
        expect(currentCaller()).toMatchObject({ key, trying: true });
        return currentCaller();
      }),
    ),
  );
  expect(callers).toMatchObject([{ trying: false }, { trying: false }]);
  expect(currentCaller()).toBeUndefined();
});
