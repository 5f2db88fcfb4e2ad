// A vendor that erases days after it was asked, on the real replayer with the real activities. Only the vendor and the clock are invented.
import type { VerifyAnswer } from '../../src/domain/read-back.ts';
import type { RegisteredRequest } from '../../src/domain/request.ts';
import type { EraseAnswer, Intent } from '../../src/ports/system-access.ts';
import { playIn } from '../support/erasure-on-a-clock.ts';
import {
  createMemoryHouse,
  hit,
  requestId,
  system,
  type MemoryHouse,
} from '../support/memory-house.ts';
import { startedAt } from '../support/replayer.ts';

const dayMs = 86_400_000;
const day = (days: number) => new Date(startedAt + days * dayMs).toISOString();
const present: VerifyAnswer = { kind: 'present', left: { records: 1 } };
const gone: VerifyAnswer = { kind: 'gone', left: {}, residuals: [] };

let house: MemoryHouse;
/** When the vendor has erased the record, and the day that it names. */
let erasedOn: number;
let named: string;
/** What the vendor answers to reading back before it has erased. */
let before: VerifyAnswer;
let jobs: string[];
let lostJobs: number;
let asked: number;

const now = () => Date.parse(house.intake.clock.at);
const isErased = () => now() >= startedAt + erasedOn * dayMs;

/** Each job has a name. The vendor loses the first of them. */
function erase(_record: unknown, { repeated, job = '' }: Intent): EraseAnswer {
  asked += 1;
  if (!repeated) jobs.push(job);
  if (repeated && jobs.indexOf(job) < lostJobs) return { kind: 'lost' };
  return isErased() ? { kind: 'done' } : { kind: 'pending', seconds: 60, until: named };
}

async function begin(known: Partial<RegisteredRequest> = {}): Promise<void> {
  const crm = system('crm', {
    find: () =>
      Promise.resolve(
        isErased() ? [] : [hit('contact-1', { record: { kind: 'contact', id: '1' } })],
      ),
    erase: (record, intent) => Promise.resolve(erase(record, intent)),
    verify: () => Promise.resolve(isErased() ? gone : before),
  });
  const erp = system('erp', {});
  house = await createMemoryHouse([crm, erp], 'erasure', undefined, known);
}

beforeEach(() => {
  [erasedOn, named, before, jobs, lostJobs, asked] = [2, day(3), present, [], 0, 0];
});

const ended = async () => (await house.register.get(requestId))!;
const lineOf = async () => (await ended()).systems.find(({ id }) => id === 'crm');

test('the request waits for the vendor, seldom asks it, and ends when the vendor has confirmed and was read back', async () => {
  await begin();
  const end = await playIn(house, 'honourRequest');
  expect(await ended()).toMatchObject({ state: 'completed' });
  expect(await lineOf()).toMatchObject({ verdict: 'erased', until: null });
  expect(end).toBeGreaterThanOrEqual(startedAt + 2 * dayMs);
  // It waited for two days although a system that is down is given up after 30 seconds.
  expect(end).toBeLessThan(startedAt + 2 * dayMs + 2 * 3_600_000);
  expect(asked).toBeLessThan(100);
  const tried = (await house.register.journal(requestId, true))!.facts.filter(
    (fact) => fact.kind === 'tried' && fact.outcome === 'pending' && fact.step === 'erase',
  );
  expect(tried).toHaveLength(asked - 1);
  expect(jobs).toHaveLength(1);
});

describe('a vendor that needs longer than the request waits', () => {
  beforeEach(() => {
    [erasedOn, named] = [12, day(20)];
  });

  test('leaves the request with what is pending, and a corrected status follows when it has confirmed', async () => {
    await begin();
    const end = await playIn(house, 'honourRequest');
    expect(end).toBe(startedAt + 5 * dayMs);
    expect(await ended()).toMatchObject({ state: 'completed-with-exceptions', endings: 1 });
    expect(await lineOf()).toMatchObject({ verdict: 'pending', until: named });
    await watchedUntil(11.9);
    expect(await lineOf()).toMatchObject({ verdict: 'pending' });
    expect(house.intake.events.map(({ id }) => id)).toHaveLength(1);
    await watchedUntil(14);
    expect(await lineOf()).toMatchObject({ verdict: 'erased', until: null });
    expect(await ended()).toMatchObject({ state: 'completed', endings: 2 });
    expect(house.intake.events).toHaveLength(2);
    expect(house.intake.events.at(-1)?.data).toMatchObject({ state: 'completed' });
  });

  test('is waited for until two days before the last day of the request, not longer', async () => {
    await begin({ dueAt: day(4) });
    expect(await playIn(house, 'honourRequest')).toBe(startedAt + 2 * dayMs);
    expect(await lineOf()).toMatchObject({ verdict: 'pending', until: named });
  });

  test.each<[string, VerifyAnswer, object]>([
    ['still shows the record', present, { verdict: 'present' }],
    [
      'is still working',
      { kind: 'pending', seconds: 60, until: day(20) },
      { verdict: 'unverifiable', reason: 'overdue' },
    ],
  ])('and %s after its own date, is reported so by the watch', async (_, answer, line) => {
    before = answer;
    erasedOn = Infinity;
    await begin({ dueAt: day(4) });
    await playIn(house, 'honourRequest');
    await watchedUntil(20);
    expect(await lineOf()).toMatchObject({ verdict: 'pending' });
    await watchedUntil(23);
    expect(await lineOf()).toMatchObject(line);
    expect(await ended()).toMatchObject({ state: 'completed-with-exceptions', endings: 2 });
  });

  /** The sweeper starts the watch each time its date has come. */
  async function watchedUntil(days: number): Promise<void> {
    for (;;) {
      const { watchAt } = await ended();
      if (watchAt === null || watchAt > day(days)) return;
      await playIn(house, 'watchResiduals', Date.parse(watchAt));
    }
  }
});

test.each<[string, VerifyAnswer, object]>([
  ['still shows the record', present, { verdict: 'present' }],
  [
    'is still working',
    { kind: 'pending', seconds: 60, until: day(1) },
    { verdict: 'unverifiable', reason: 'overdue' },
  ],
])('a vendor that %s after its own date is not waited for any longer', async (_, answer, line) => {
  [erasedOn, named, before] = [Infinity, day(1), answer];
  await begin();
  const end = await playIn(house, 'honourRequest');
  expect(end).toBeLessThan(startedAt + 1.2 * dayMs);
  expect(await lineOf()).toMatchObject(line);
});

test('a job that the vendor lost is started again once, under another name', async () => {
  lostJobs = 1;
  await begin();
  await playIn(house, 'honourRequest');
  expect(await lineOf()).toMatchObject({ verdict: 'erased' });
  expect(new Set(jobs).size).toBe(2);
  expect(jobs).toHaveLength(2);
});

test('when the vendor loses that job too, reading back shows the result', async () => {
  [lostJobs, erasedOn] = [2, Infinity];
  await begin();
  await playIn(house, 'honourRequest');
  expect(jobs).toHaveLength(2);
  expect(await lineOf()).toMatchObject({ verdict: 'present' });
});
