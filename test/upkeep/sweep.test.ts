import { sweep } from '../../src/upkeep/sweep.ts';
import { theService } from '../../src/domain/fact.ts';
import type { RegisteredRequest, RequestId } from '../../src/domain/request.ts';
import { KeyDestroyed } from '../../src/ports/key-ring.ts';
import { createMemoryIntake, type MemoryIntake } from '../support/memory-intake.ts';
import { acceptance, bringTo, ending } from '../support/requests.ts';

let intake: MemoryIntake;
let givenUp: string[];
beforeEach(() => {
  intake = createMemoryIntake();
  givenUp = [];
});

async function registered(known: Partial<RegisteredRequest> = {}): Promise<RequestId> {
  const { id } = await bringTo(intake.register, { receivedAt: intake.clock.at, ...known });
  await intake.keys.create(id, 'dossier', {});
  return id;
}

async function sweepAt(at: string): Promise<void> {
  intake.clock.at = at;
  await sweep(intake, intake, async (requestId) => void givenUp.push(requestId));
}

test('a request that was registered but not started is started', async () => {
  const id = await registered();
  await sweepAt('2026-03-02T10:00:20.000Z');
  expect(intake.flows.started).toEqual(new Map([[id, '1']]));
});

test('the sweeper does not start a request that was just registered, because the door is starting it', async () => {
  await registered();
  await sweepAt('2026-03-02T10:00:05.000Z');
  expect(intake.flows.started.size).toBe(0);
});

test('a request whose flow runs is not touched', async () => {
  const id = await registered();
  intake.flows.progressOf.set(id, 'running');
  await sweepAt('2026-03-02T10:30:00.000Z');
  expect(intake.flows.started.size).toBe(0);
  expect(givenUp).toEqual([]);
});

test('a running request whose flow is lost is started again after a time without progress', async () => {
  const id = await registered({ state: 'running' });
  await sweepAt('2026-03-02T10:05:00.000Z');
  expect(intake.flows.started.size).toBe(0);
  await sweepAt('2026-03-02T10:09:30.000Z');
  expect(intake.flows.started.size).toBe(0);
  await sweepAt('2026-03-02T10:10:30.000Z');
  expect(intake.flows.started.has(id)).toBe(true);
});

test('a request that waits is read once in ten minutes, however often the sweeper runs', async () => {
  const waiting = await registered({ state: 'awaiting-approval' });
  intake.flows.progressOf.set(waiting, 'running');
  const read: string[] = [];
  const { register } = intake;
  const noting = (list: () => AsyncIterable<RegisteredRequest>) =>
    async function* () {
      for await (const request of list()) {
        read.push(request.id);
        yield request;
      }
    };
  const noted = {
    ...register,
    open: noting(() => register.open()),
    unheard: noting(() => register.unheard()),
    unstarted: (since: string) => noting(() => register.unstarted(since))(),
    remindersDue: (at: string, since: string) => noting(() => register.remindersDue(at, since))(),
  };
  const run = async (at: string) => {
    intake.clock.at = at;
    await sweep({ ...intake, register: noted }, intake, async () => undefined);
  };
  for (let seconds = 30; seconds < 3600; seconds += 30)
    await run(new Date(Date.parse('2026-03-02T12:00:00.000Z') + seconds * 1000).toISOString());
  expect(read).toEqual(Array.from({ length: 6 }, () => waiting));
  // A new request is still started soon, and a decision that did not reach the flow soon takes effect.
  const young = await registered({ receivedAt: '2026-03-02T12:59:40.000Z' });
  const at = '2026-03-02T12:59:40.000Z';
  await register.change(waiting, ({ gates }) => ({
    gates: { ...gates, unheard: true },
    facts: [{ at, kind: 'due', actor: theService, dueAt: '2026-05-02T22:59:59.999Z' }],
  }));
  await run('2026-03-02T12:59:55.000Z');
  expect([...intake.flows.started.keys()]).toEqual([young]);
  expect(intake.flows.woken).toEqual([`${waiting} 0`]);
});

test.each(['broken', 'finished'] as const)(
  'an open request whose flow is %s is given up',
  async (progress) => {
    const id = await registered();
    intake.flows.progressOf.set(id, progress);
    await sweepAt('2026-03-02T10:00:20.000Z');
    expect(givenUp).toEqual([id]);
  },
);

test('a request that ended after the sweeper read it is not given up', async () => {
  const id = await registered();
  intake.flows.progress = async () => {
    await intake.register.end(id, ending());
    return 'finished';
  };
  await sweepAt('2026-03-02T10:00:20.000Z');
  expect(givenUp).toEqual([]);
});

test('a status whose delivery stopped is delivered', async () => {
  const [id, delivered] = [await registered(), await registered()];
  for (const ended of [id, delivered]) await intake.register.end(ended, ending());
  const delivery = { state: 'delivered', attempts: 1 } as const;
  await intake.register.update(delivered, { delivery });
  await sweepAt('2026-03-02T12:50:00.000Z');
  expect(intake.flows.delivered).toEqual([]);
  await sweepAt('2026-03-02T13:10:00.000Z');
  expect(intake.flows.delivered).toEqual([id]);
});

test('a failure for one request does not stop the work on the others', async () => {
  await registered();
  const second = await registered();
  const start = intake.flows.start.bind(intake.flows);
  intake.flows.start = (id, version, run) =>
    id === second ? start(id, version, run) : Promise.reject(new Error('away'));
  await sweepAt('2026-03-02T10:00:20.000Z');
  expect([...intake.flows.started.keys()]).toEqual([second]);
});

test('a request is closed when its date is reached, not before', async () => {
  const id = await registered();
  const closeAt = '2026-03-16T10:00:00.000Z';
  await intake.register.end(id, ending({ state: 'completed-with-exceptions', closeAt }));
  await sweepAt('2026-03-16T09:00:00.000Z');
  expect(await intake.keys.open(id)).toBeDefined();
  await sweepAt('2026-03-16T10:00:00.000Z');
  await expect(intake.keys.open(id)).rejects.toThrow(KeyDestroyed);
});

describe('a watch', () => {
  const watch = { watchAt: '2026-03-10T10:00:00.000Z', watchUntil: '2026-04-10T10:00:00.000Z' };
  const delivery = { state: 'delivered', attempts: 1 } as const;

  test('is started when its date is reached, and again until the flow has recorded it', async () => {
    const id = await registered();
    await intake.register.end(id, ending(watch));
    await intake.register.update(id, { delivery });
    await sweepAt('2026-03-10T09:59:00.000Z');
    expect(intake.flows.watched).toEqual([]);
    await sweepAt('2026-03-10T10:00:30.000Z');
    await sweepAt('2026-03-10T10:01:00.000Z');
    expect(intake.flows.watched).toEqual([id, id]);
    await intake.register.watched(id, { watchAt: '2026-03-11T10:00:30.000Z' });
    await sweepAt('2026-03-10T10:01:30.000Z');
    expect(intake.flows.watched).toHaveLength(2);
  });

  test('waits until the status of the end is delivered', async () => {
    const id = await registered();
    await intake.register.end(id, ending(watch));
    await sweepAt('2026-03-10T10:00:30.000Z');
    expect(intake.flows.watched).toEqual([]);
    await intake.register.update(id, { delivery: { state: 'dead-lettered', attempts: 9 } });
    await sweepAt('2026-03-10T10:01:00.000Z');
    expect(intake.flows.watched).toEqual([id]);
  });

  test('keeps its watch list when the request is closed', async () => {
    const id = await registered();
    const watchList = { wrappedKey: 'wrapped', sealed: 'sealed' };
    const closeAt = '2026-03-09T10:00:00.000Z';
    await intake.register.end(id, ending({ ...watch, watchList, closeAt }));
    await sweepAt('2026-03-09T12:00:00.000Z');
    await expect(intake.keys.open(id)).rejects.toThrow(KeyDestroyed);
    expect(await intake.register.watchList(id)).toEqual(watchList);
  });
});

test('a package is deleted after the configured days', async () => {
  const id = await registered({ type: 'access' });
  await intake.results.put(id, 'package.zip', Buffer.from('zip'));
  await intake.register.end(id, ending({ finishedAt: '2026-03-02T11:00:00.000Z' }));
  await sweepAt('2026-04-01T10:00:00.000Z');
  expect(await intake.results.getStream(id, 'package.zip')).not.toBeNull();
  await sweepAt('2026-04-01T12:00:00.000Z');
  expect(await intake.results.getStream(id, 'package.zip')).toBeNull();
});

test('idempotency keys are deleted after seven days', async () => {
  const idempotency = { keyHash: 'key', bodyHash: 'body' };
  const first = acceptance({ idempotency });
  await intake.register.accept(first);
  await intake.register.end(first.request.id, ending());
  await sweepAt('2026-03-09T12:00:00.000Z');
  expect(await intake.register.accept(acceptance({ idempotency }))).toEqual({ kind: 'accepted' });
});
