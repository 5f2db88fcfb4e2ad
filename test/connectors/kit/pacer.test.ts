import fc from 'fast-check';
import { pacer, type Pacer } from '../../../src/connectors/kit/pacer.ts';
import { TurnLater } from '../../../src/domain/turn-later.ts';
import { asCaller } from '../../../src/ports/caller.ts';
import { virtualClock, type VirtualClock } from './virtual-clock.ts';

interface Request {
  /** Milliseconds. */
  readonly arrivesAt: number;
  readonly calls: number;
  /** The delay with which its activities start, as on a busy host. */
  readonly late: number;
}

interface Played {
  /** When each call was made, and by which request. */
  readonly calls: readonly { readonly at: number; readonly request: number }[];
  readonly comeBacks: number;
  /** The longest time that an activity waited here before its first call, and the number of tries that stopped half-way. */
  readonly longestWait: number;
  readonly broken: number;
}

/** Plays requests as the flow does: a request that must come back later sleeps, and then tries again from the start. */
async function play(requests: readonly Request[], calls: number): Promise<Played> {
  const clock = virtualClock();
  const pace = pacer(calls, 10, clock);
  const made: { at: number; request: number }[] = [];
  const sums = { comeBacks: 0, longestWait: 0, broken: 0 };

  async function live({ arrivesAt, calls: wanted, late }: Request, request: number) {
    await clock.wait(arrivesAt);
    while (made.filter((call) => call.request === request).length < wanted) {
      const told = await tryOnce(clock, pace, request, wanted);
      if (told === null) continue;
      sums.comeBacks += 1;
      await clock.wait(told.seconds * 1000 + late);
    }
  }

  async function tryOnce(on: VirtualClock, turn: Pacer, request: number, wanted: number) {
    const startedAt = on.now();
    let served = 0;
    try {
      return await asCaller(String(request), async () => {
        for (; served < wanted; served += 1) {
          await turn(1);
          if (served === 0) sums.longestWait = Math.max(sums.longestWait, on.now() - startedAt);
          made.push({ at: on.now(), request });
          await on.wait(50);
        }
        return null;
      });
    } catch (error) {
      if (!(error instanceof TurnLater)) throw error;
      if (served > 0) sums.broken += 1;
      return error;
    }
  }

  await clock.run(Promise.all(requests.map(live)));
  return { calls: made, ...sums };
}

const neverMoreThan = (quota: number, { calls }: Played) => {
  for (let index = quota; index < calls.length; index += 1)
    expect(calls[index]!.at - calls[index - quota]!.at).toBeGreaterThanOrEqual(10_000);
};
const firstServed = ({ calls }: Played) => [...new Set(calls.map(({ request }) => request))];

/** A turn is kept for 30 s for a request that is told to come back. A later request is served earlier by no more than that. */
function nobodyOvertakes({ calls }: Played): void {
  const firstAt = new Map<number, number>();
  for (const { at, request } of calls) if (!firstAt.has(request)) firstAt.set(request, at);
  const inOrderOfArrival = [...firstAt].sort(([one], [other]) => one - other).map(([, at]) => at);
  let latest = 0;
  for (const at of inOrderOfArrival) {
    expect(at).toBeGreaterThanOrEqual(latest - 30_000);
    latest = Math.max(latest, at);
  }
}

const requestsOf = (late: number, most = 30) =>
  fc
    .array(
      fc.record({ gap: fc.integer({ min: 1, max: 5000 }), calls: fc.integer({ min: 1, max: 6 }) }),
      { minLength: 1, maxLength: most },
    )
    .map((each) => {
      let arrivesAt = 0;
      return each.map(({ gap, calls }): Request => {
        arrivesAt += gap;
        return { arrivesAt, calls, late };
      });
    });

test('requests are served about in the order of arrival, within the quota, and no try stops halfway', async () => {
  await fc.assert(
    fc.asyncProperty(requestsOf(0), fc.integer({ min: 1, max: 12 }), async (requests, quota) => {
      const played = await play(requests, quota);
      neverMoreThan(quota, played);
      expect(firstServed(played)).toHaveLength(requests.length);
      nobodyOvertakes(played);
      expect(played.broken).toBe(0);
      expect(played.longestWait).toBeLessThanOrEqual(1100);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('no request starves when activities start late, and the quota is kept', async () => {
  const late = fc.integer({ min: 0, max: 40_000 });
  const requests = late.chain((most) => requestsOf(most, 12));
  await fc.assert(
    fc.asyncProperty(requests, fc.integer({ min: 1, max: 8 }), async (all, quota) => {
      const played = await play(all, quota);
      neverMoreThan(quota, played);
      expect(firstServed(played)).toHaveLength(all.length);
      expect(played.broken).toBe(0);
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('a try books no more calls than are free, even when the usual number of calls has just changed', async () => {
  const requests = [
    { arrivesAt: 1, calls: 2, late: 9 },
    { arrivesAt: 2, calls: 1, late: 9 },
    { arrivesAt: 3, calls: 1, late: 9 },
    { arrivesAt: 4, calls: 3, late: 9 },
    { arrivesAt: 155, calls: 3, late: 9 },
  ];
  neverMoreThan(5, await play(requests, 5));
});

test('a burst uses the full quota: it takes only a little longer than its calls need', async () => {
  const burst = Array.from({ length: 200 }, (_, index) => ({
    arrivesAt: index,
    calls: 3,
    late: 0,
  }));
  const played = await play(burst, 20);
  neverMoreThan(20, played);
  expect(firstServed(played)).toEqual(burst.map((_, index) => index));
  // 600 calls at 2 a second.
  expect(played.calls.at(-1)!.at).toBeLessThan(400_000);
  expect(played.comeBacks).toBeLessThan(200 * 8);
});

test('a long read leaves every second call to the requests that wait', async () => {
  const reader = { arrivesAt: 0, calls: 200, late: 0 };
  const others = Array.from({ length: 20 }, (_, index) => ({
    ...{ arrivesAt: 5000 + index, calls: 1, late: 0 },
  }));
  const played = await play([reader, ...others], 5);
  neverMoreThan(5, played);
  const lastOther = played.calls.findLast(({ request }) => request > 0)!;
  const readSoFar = played.calls.filter(({ request, at }) => request === 0 && at < lastOther.at);
  expect(firstServed(played)).toHaveLength(21);
  expect(readSoFar.length).toBeGreaterThan(15);
  expect(readSoFar.length).toBeLessThan(120);
});

test('a reserved call that is not used expires', async () => {
  const clock = virtualClock();
  const pace = pacer(1, 10, clock);
  const come = (key: string) => asCaller(key, () => pace(0));
  await come('first');
  await expect(come('gone for good')).rejects.toMatchObject({ seconds: 10 });
  await expect(come('next')).rejects.toMatchObject({ seconds: 20 });
  await clock.run(clock.wait(20_000));
  await expect(come('next')).rejects.toBeInstanceOf(TurnLater);
  await clock.run(clock.wait(21_000));
  await come('next');
});

test('a call outside a try waits here, or throws and keeps no place', async () => {
  const clock = virtualClock();
  const pace = pacer(2, 10, clock);
  await pace(0);
  await clock.run(clock.wait(3000));
  await pace(0);
  await expect(pace(0)).rejects.toMatchObject({ seconds: 7 });
  await clock.run(pace());
  expect(clock.now()).toBe(10_000);
});
