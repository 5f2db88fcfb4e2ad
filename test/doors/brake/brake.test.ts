import { createBrake } from '../../../src/doors/brake/brake.ts';
import { createMemoryErasureCounts } from '../../support/memory-erasure-counts.ts';

let at: string;
let all: Map<string, Map<object, number>>;

beforeEach(() => {
  at = '2026-03-02T10:00:00.000Z';
  all = new Map();
});

const host = (erasuresPerHour: number) =>
  createBrake({ erasuresPerHour }, createMemoryErasureCounts(all), () => new Date(at));

/** How many of this number of erasures are let through. */
async function through(count: number, ...hosts: ReturnType<typeof host>[]): Promise<number> {
  let passed = 0;
  for (let index = 0; index < count; index++)
    if (await hosts[index % hosts.length]?.letsThrough()) passed += 1;
  return passed;
}

test('several hosts together let through as many erasures as one', async () => {
  expect(await through(50, host(20))).toBe(20);
  all.clear();
  expect(await through(50, host(20), host(20), host(20))).toBe(20);
});

test('erasures at the same time are counted too', async () => {
  const one = host(20);
  const passed = await Promise.all(Array.from({ length: 50 }, () => one.letsThrough()));
  expect(passed.filter(Boolean)).toHaveLength(20);
});

test('a host that starts again knows the earlier count', async () => {
  await through(15, host(20));
  expect(await through(50, host(20))).toBe(5);
});

test('the hour ends gradually: after half of the next hour, half of the limit is free again', async () => {
  const one = host(20);
  at = '2026-03-02T10:59:00.000Z';
  expect(await through(50, one)).toBe(20);
  at = '2026-03-02T11:00:00.000Z';
  expect(await through(50, one)).toBe(0);
  at = '2026-03-02T11:30:00.000Z';
  expect(await through(50, one)).toBe(10);
  at = '2026-03-02T13:00:00.000Z';
  expect(await through(50, one)).toBe(20);
});

test('when storage is away no erasure goes through, and none is counted', async () => {
  const counts = createMemoryErasureCounts(all);
  let isAway = true;
  const away = {
    ...counts,
    share: (hour: string, own: number) =>
      isAway ? Promise.reject(new Error('away')) : counts.share(hour, own),
  };
  const one = createBrake({ erasuresPerHour: 1 }, away, () => new Date(at));
  await expect(one.letsThrough()).rejects.toThrow('away');
  isAway = false;
  expect(await one.letsThrough()).toBe(true);
});

test('without a brake every erasure goes through', async () => {
  const none = createBrake(null, createMemoryErasureCounts(all), () => new Date(at));
  expect(await through(500, none)).toBe(500);
  expect(all.size).toBe(0);
});
