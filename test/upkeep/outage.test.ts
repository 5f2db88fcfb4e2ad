// 500 requests on three hosts while their system is down, on a virtual clock. The hosts share only what storage knows about the system.
import { tryOnce } from '../../src/activities/try-once.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import { afterTrouble, freshPatience, type Patience } from '../../src/domain/patience.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { underWay } from '../../src/ports/caller.ts';
import type { Systems } from '../../src/ports/systems.ts';
import { guardSystems } from '../../src/upkeep/guard-systems.ts';
import { probeDown } from '../../src/upkeep/probe-down.ts';
import { createMemoryLog } from '../support/memory-ports.ts';
import { createMemorySystemStates } from '../support/memory-system-states.ts';
import { system } from '../support/memory-house.ts';
import { numberedRequest } from '../support/numbered-request.ts';

const crm = systemIdOf('crm');
const startsAt = Date.parse('2026-03-02T10:00:00.000Z');
const now = () => new Date();
const log = createMemoryLog();
/** The number that host.json allows. */
const activitiesAtOnce = 64;

beforeEach(() => jest.useFakeTimers({ now: startsAt }));
afterEach(() => jest.useRealTimers());

const sleep = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** A system that is down for some time, in seconds after the start. */
function flakySystem(from: number, to: number, answerSeconds: number) {
  const calls: number[] = [];
  const at = () => (Date.now() - startsAt) / 1000;
  const isDown = () => at() >= from && at() < to;
  const call = () =>
    underWay(async () => {
      const down = isDown();
      if (down) calls.push(at());
      await sleep(answerSeconds);
      if (down) throw new SystemFailure('unavailable', '503');
    });
  const one = system('crm', {
    find: async () => {
      await call();
      return [];
    },
    probe: async () => {
      await call();
      return { reachable: true, problems: [] };
    },
  });
  const systems: Systems = { all: () => [one], get: (id) => (id === one.id ? one : undefined) };
  return { systems, calls };
}

/** Runs a number of activities in parallel. */
function host(systems: Systems, states: ReturnType<typeof createMemorySystemStates>) {
  const guarded = guardSystems(systems, states, now);
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(activity: (systems: Systems) => Promise<T>): Promise<T> => {
    while (running >= activitiesAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await activity(guarded);
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}

interface Ended {
  readonly how: 'done' | 'failed';
  readonly seconds: number;
}

/** Tries until it is done or given up, and waits as the flow does. */
async function request(
  number: number,
  run: ReturnType<typeof host>,
  giveUpAfterSeconds: number,
): Promise<Ended> {
  const requestId = numberedRequest(number);
  let patience: Patience = freshPatience;
  const ended = (how: Ended['how']) => ({ how, seconds: (Date.now() - startsAt) / 1000 });
  for (;;) {
    const attempt = await run((systems) =>
      tryOnce({ log, systems }, { requestId, system: crm }, async () => {
        await systems.get(crm)?.access.find([]);
        return { kind: 'done', value: null };
      }),
    );
    switch (attempt.kind) {
      case 'done':
      case 'failed':
        return ended(attempt.kind);
      case 'pending':
      case 'queued':
        await sleep(attempt.seconds);
        break;
      case 'later':
      case 'down': {
        const { wait, patience: left } = afterTrouble(patience, attempt, giveUpAfterSeconds);
        patience = left;
        if (wait === null) return ended('failed');
        await sleep(wait);
      }
    }
  }
}

/** @param arriving over how many seconds the requests come */
async function play(
  { systems }: Pick<ReturnType<typeof flakySystem>, 'systems'>,
  requests: number,
  arriving: number,
  giveUpAfterSeconds = 86_400,
) {
  const states = createMemorySystemStates();
  const hosts = [1, 2, 3].map(() => host(systems, states));
  const ends: Ended[] = [];
  for (let number = 0; number < requests; number++)
    void sleep((number / requests) * arriving)
      .then(() => request(number, hosts[number % 3]!, giveUpAfterSeconds))
      .then((end) => ends.push(end));
  for (let tenths = 0; ends.length < requests && tenths < 20_000; tenths++)
    await jest.advanceTimersByTimeAsync(100);
  return { ends, states };
}

test.each<[string, number, number, number]>([
  ['they come together', 0, 0, 0.05],
  ['they come one after another, and the system goes down in between', 30, 20, 0.05],
  ['each call to it takes 20 seconds to fail', 0, 0, 20],
])(
  '500 requests make few calls to a system that is down for ten minutes, and end soon after it is back: %s',
  async (_, arriving, from, answerSeconds) => {
    const back = from + 600;
    const crm = flakySystem(from, back, answerSeconds);
    const { ends, states } = await play(crm, 500, arriving);
    expect(ends).toHaveLength(500);
    expect(ends.every(({ how }) => how === 'done')).toBe(true);
    expect(crm.calls.length).toBeGreaterThan(10);
    expect(crm.calls.length).toBeLessThanOrEqual(60);
    const late = ends.map(({ seconds }) => seconds).filter((seconds) => seconds > from);
    expect(Math.min(...late.filter((seconds) => seconds > back))).toBeLessThanOrEqual(back + 60);
    expect(Math.max(...late)).toBeLessThanOrEqual(back + 120);
    expect((await states.all()).get(systemIdOf('crm'))?.outage).toBeNull();
  },
);

test('a system that stays down is given up after the configured time, although nobody was called', async () => {
  const crm = flakySystem(0, Infinity, 0.05);
  const { ends } = await play(crm, 100, 0, 300);
  expect(ends).toHaveLength(100);
  for (const { how, seconds } of ends) {
    expect(how).toBe('failed');
    expect(seconds).toBeGreaterThanOrEqual(290);
    expect(seconds).toBeLessThanOrEqual(420);
  }
});

test('a record on which the system always fails stops only its own request', async () => {
  const states = createMemorySystemStates();
  const { systems } = flakySystem(0, Infinity, 0);
  const run = host(systems, states);
  void request(1, run, 600);
  await jest.advanceTimersByTimeAsync(300_000);
  expect((await states.all()).get(crm)?.outage ?? null).toBeNull();
});

test('the sweeper notices that a system works again when no request checks it', async () => {
  const { systems } = flakySystem(0, 100, 0);
  const states = createMemorySystemStates();
  const nextProbeAt = new Date(startsAt + 5000).toISOString();
  await states.wentDown(crm, { since: now().toISOString(), nextProbeAt });
  const outageAfter = async (seconds: number) => {
    await jest.advanceTimersByTimeAsync(seconds * 1000);
    const probing = probeDown({ systems, systemStates: states, now }, log);
    await jest.advanceTimersByTimeAsync(1);
    await probing;
    return (await states.all()).get(crm)?.outage;
  };
  expect(await outageAfter(2)).toMatchObject({ nextProbeAt });
  expect(await outageAfter(30)).not.toBeNull();
  expect(await outageAfter(70)).toBeNull();
});
