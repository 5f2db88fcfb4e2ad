import { pacer } from '../../../src/connectors/kit/pacer.ts';

function stopwatch() {
  const clock = {
    time: 0,
    waits: [] as number[],
    now: () => clock.time,
    wait: (milliseconds: number) => Promise.resolve(clock.waits.push(milliseconds)),
  };
  return clock;
}

test('lets so many calls through at once, and the next one when the first has aged', async () => {
  const clock = stopwatch();
  const pace = pacer(2, 10, clock);
  await pace(0);
  clock.time = 3_000;
  await pace(0);
  await expect(pace(0)).rejects.toMatchObject({ code: 'throttled', retryAfter: 7 });
  clock.time = 10_000;
  await pace(0);
  await expect(pace(0)).rejects.toMatchObject({ code: 'throttled', retryAfter: 3 });
  expect(clock.waits).toEqual([]);
});

test('gives each of many waiting calls a turn of its own', async () => {
  const clock = stopwatch();
  const pace = pacer(1, 10, clock);
  for (let call = 0; call < 4; call += 1) await pace();
  expect(clock.waits).toEqual([10_000, 20_000, 30_000]);
  await expect(pace(39)).rejects.toMatchObject({ retryAfter: 40 });
  await pace(40);
});
