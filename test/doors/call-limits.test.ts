import { createCallLimits } from '../../src/doors/call-limits.ts';
import type { Principal } from '../../src/doors/principal.ts';
import { Refused } from '../../src/doors/problem.ts';
import { createMemoryLog } from '../support/memory-ports.ts';
import { createMemoryCallCounts } from '../support/memory-stores.ts';

const limits = { perMinute: { person: 20, key: 100 } };
const clock = { at: '2026-03-02T10:00:30.000Z' };
const now = () => new Date(clock.at);
const log = createMemoryLog();

const key = (name: string): Principal => ({ kind: 'key', id: name, roles: [], mark: name });
const person: Principal = { kind: 'person', id: 'p', roles: [], mark: 'p' };
const developer: Principal = { kind: 'developer', id: null, roles: [], mark: 'd' };

beforeEach(() => {
  clock.at = '2026-03-02T10:00:30.000Z';
});

/** Calls until the first refusal, at most 1,000. */
async function admitted(admit: ReturnType<typeof createCallLimits>[], caller: Principal) {
  let count = 0;
  try {
    for (; count < 1000; count += 1) {
      admit[count % admit.length]?.(caller, log);
      // Waits until the reported counts have arrived.
      await Promise.resolve();
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    expect(error.problem).toMatchObject({ code: 'too-many-requests', status: 429 });
    expect(error.headers).toEqual({ 'retry-after': '30' });
  }
  return count;
}

test('one caller is refused after its limit, until the minute is over; the others are not affected', async () => {
  const admit = createCallLimits(limits, createMemoryCallCounts(), now);
  expect(await admitted([admit], key('a'))).toBe(100);
  expect(await admitted([admit], key('b'))).toBe(100);
  expect(await admitted([admit], person)).toBe(20);
  expect(await admitted([admit], developer)).toBe(1000);
  clock.at = '2026-03-02T10:01:00.000Z';
  expect(() => {
    admit(key('a'), log);
  }).not.toThrow();
});

test('three hosts together let in only a little more than one limit', async () => {
  const shared = new Map<string, Map<object, number>>();
  const hosts = [1, 2, 3].map(() => createCallLimits(limits, createMemoryCallCounts(shared), now));
  const count = await admitted(hosts, key('a'));
  expect(count).toBeGreaterThanOrEqual(100);
  // Each host may have let in up to a tenth of the limit that it has not reported yet.
  expect(count).toBeLessThanOrEqual(130);
});

test('when the counts cannot be shared, each host limits by itself, and calls do not fail', async () => {
  const away = {
    share: () => Promise.reject(new Error('away')),
    forgetBefore: () => Promise.resolve(),
  };
  const admit = createCallLimits(limits, away, now);
  expect(await admitted([admit], key('a'))).toBe(100);
  expect(log.lines.join()).toContain('counts of calls not shared');
});
