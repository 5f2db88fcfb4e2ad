import type { Decision } from '../../src/domain/gates.ts';
import type { RegisteredRequest, RequestId } from '../../src/domain/request.ts';
import { sweep } from '../../src/upkeep/sweep.ts';
import { createMemoryIntake, strictPolicy, type MemoryIntake } from '../support/memory-intake.ts';
import { bringTo, ending } from '../support/requests.ts';

const received = '2026-03-02T10:00:00.000Z';
const dueAt = '2026-04-02T22:59:59.999Z';

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake({ ...strictPolicy, country: 'GB', timeZone: 'Europe/London' });
});

async function registered(known: Partial<RegisteredRequest> = {}): Promise<RequestId> {
  const { id } = await bringTo(intake.register, { receivedAt: received, dueAt, ...known });
  intake.flows.progressOf.set(id, 'running');
  return id;
}

async function sweepAt(at: string): Promise<void> {
  intake.clock.at = at;
  await sweep(intake, intake, () => Promise.reject(new Error('nothing is given up')));
}

const told = () => intake.events.map(({ id, type }) => [id, type]);

test('a reminder is sent a week before the last day of a request, and one after it, each once', async () => {
  const id = await registered({ reference: 'CASE-1' });
  await sweepAt('2026-03-26T22:00:00.000Z');
  expect(told()).toEqual([]);
  for (const at of ['2026-03-26T23:00:30.000Z', '2026-03-26T23:01:00.000Z', dueAt])
    await sweepAt(at);
  expect(told()).toEqual([[`${id}.due-soon.2026-04-02`, 'habeas.request.due-soon.v1']]);
  await sweepAt('2026-04-02T23:00:30.000Z');
  await sweepAt('2026-04-03T22:00:30.000Z');
  expect(intake.events.map(({ data }) => data)).toEqual([
    expect.objectContaining({ id, reference: 'CASE-1', type: 'erasure', dueAt, daysLeft: 7 }),
    expect.objectContaining({ id, reference: 'CASE-1', type: 'erasure', dueAt, daysLeft: -1 }),
  ]);
  const journal = await intake.register.journal(id, true);
  const facts = journal?.facts.filter(({ kind }) => kind === 'reminded');
  expect(facts).toMatchObject([
    { what: 'due-soon', dueAt, actor: { kind: 'service' } },
    { what: 'overdue', dueAt },
  ]);
});

test('for a request that is found late, only the reminder that it is overdue is sent', async () => {
  await registered();
  await sweepAt('2026-05-02T22:00:30.000Z');
  await sweepAt('2026-05-02T22:01:00.000Z');
  expect(told().map(([, type]) => type)).toEqual(['habeas.request.overdue.v1']);
});

test('no reminder is sent about a request that has ended', async () => {
  const id = await registered();
  await intake.register.end(id, ending());
  await sweepAt('2026-05-02T22:00:30.000Z');
  expect(intake.events).toEqual([]);
});

test('when the queue does not answer, the next run sends the reminder', async () => {
  await registered();
  const send = intake.statusQueue.send.bind(intake.statusQueue);
  intake.statusQueue.send = () => Promise.reject(new Error('away'));
  await sweepAt('2026-03-30T10:00:30.000Z');
  intake.statusQueue.send = send;
  await sweepAt('2026-03-30T10:01:00.000Z');
  expect(told()).toHaveLength(1);
});

test('an extension is announced at once, with its reason, and the new last day has its own reminders', async () => {
  const id = await registered();
  await sweepAt('2026-03-30T10:00:30.000Z');
  const extend = { what: 'extend', reason: 'complexity', at: intake.clock.at, by: 'ada' } as const;
  const later = '2026-06-02T22:59:59.999Z';
  await intake.register.change(id, ({ gates }) => ({
    gates: { ...gates, decisions: [extend] },
    facts: [{ at: extend.at, kind: 'due', actor: { kind: 'service' }, dueAt: later }],
  }));
  await sweepAt('2026-03-30T10:01:00.000Z');
  await sweepAt('2026-04-03T10:01:00.000Z');
  expect(told().map(([, type]) => type)).toEqual([
    'habeas.request.due-soon.v1',
    'habeas.request.extended.v1',
  ]);
  expect(intake.events.at(-1)?.data).toMatchObject({ reason: 'complexity', dueAt: later });
  await sweepAt('2026-05-27T10:01:00.000Z');
  expect(told().at(-1)).toEqual([`${id}.due-soon.2026-06-02`, 'habeas.request.due-soon.v1']);
});

test('while the clock of a UK request is stopped, no reminder says that it is overdue', async () => {
  const decisions = [
    { what: 'hold', reason: 'clarification', until: null, at: '2026-03-03T10:00:00Z', by: 'ada' },
  ] as const satisfies Decision[];
  const id = await registered({ regulation: 'uk-gdpr' });
  await intake.register.change(id, ({ gates }) => ({ gates: { ...gates, decisions }, facts: [] }));
  await sweepAt('2026-06-02T10:00:30.000Z');
  expect(intake.events).toEqual([]);
});
