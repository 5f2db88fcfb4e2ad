// Races on the real replayer, driven by the engine of the local host. Other tests compare this engine with recordings of the real
// extension.
import {
  defineFlow,
  orchestration,
  type Durable,
  type Flow,
  type FlowOrder,
} from '../../src/workflows/durable.ts';
import { EventType } from '../../local/host/protocol/history-event.ts';
import { openHub, withHub, withHubFile, type MemoryHub } from '../local/host/engine/memory-hub.ts';
import type { AppBodies } from '../local/host/engine/memory-app.ts';
import { numberedRequest } from '../support/numbered-request.ts';
import { until } from '../support/until.ts';

const order: FlowOrder = { requestId: numberedRequest(1), version: '1' };
const fiveDays = 5 * 24 * 3600 * 1000;
const look = { name: 'look' };

function app(
  body: (durable: Durable) => Flow<unknown>,
  looked: () => unknown = () => null,
): AppBodies {
  const flow = defineFlow<FlowOrder, unknown>('racing', { 1: body });
  return {
    orchestrations: { racing: orchestration(flow) },
    activities: { look: () => ({ ok: true, value: looked() }) },
  };
}

const after = (durable: Durable, milliseconds: number) =>
  durable.moment(new Date(durable.now().getTime() + milliseconds));

const raise = ({ hub }: MemoryHub, id: string, name: string) =>
  hub.raise(id, {
    EventType: EventType.EventRaised,
    Name: name,
    Input: 'null',
    ParentTraceContext: null,
    EventId: -1,
    Timestamp: new Date().toISOString(),
  });

const isWaiting = ({ story }: MemoryHub, id: string) =>
  until('the race', () => story(id).some((event) => event.startsWith('10')));

function* onceRaced(durable: Durable): Flow<unknown> {
  yield* durable.step(look, order);
  const first = yield* durable.race({
    decided: durable.event('wake-1'),
    expired: after(durable, fiveDays),
  });
  yield* durable.step(look, order);
  return first;
}

test('an event ends the wait, and the cancelled timer does not keep the instance open', async () => {
  await withHub(app(onceRaced), async (hub) => {
    const id = await hub.start('racing', order, 'race');
    await isWaiting(hub, id);
    await raise(hub, id, 'wake-1');
    expect(await hub.output(id)).toBe('decided');
  });
});

test('an event that arrives before the wait is kept for it', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<null>();
  const bodies = app(onceRaced);
  let looks = 0;
  const slow = async () => {
    looks += 1;
    return { ok: true, value: looks === 1 ? await held : null };
  };
  await withHub({ ...bodies, activities: { look: slow } }, async (hub) => {
    const id = await hub.start('racing', order, 'race');
    await until('the first step', () => looks === 1);
    await raise(hub, id, 'wake-1');
    await raise(hub, id, 'wake-1');
    release(null);
    expect(await hub.output(id)).toBe('decided');
  });
});

test('an event that arrives while the host is down ends the wait after the restart', () =>
  withHubFile(async (file) => {
    const first = openHub(file, app(onceRaced));
    const id = await first.start('racing', order, 'race');
    await isWaiting(first, id);
    await raise(first, id, 'wake-1');
    await first.hub.stop();
    const second = openHub(file, app(onceRaced));
    expect(await second.output(id)).toBe('decided');
    await second.hub.stop();
  }));

test('a late event of an earlier wait does not end a later wait', async () => {
  const bodies = app(function* (durable) {
    const won: string[] = [];
    for (const name of ['wake-1', 'wake-2'])
      won.push(
        yield* durable.race({
          decided: durable.event(name),
          expired: after(durable, name === 'wake-1' ? 20 : fiveDays),
        }),
      );
    return won;
  });
  await withHub(bodies, async (hub) => {
    const id = await hub.start('racing', order, 'race');
    await until(
      'the second race',
      () => hub.story(id).filter((e) => e.startsWith('10')).length > 1,
    );
    await raise(hub, id, 'wake-1');
    await raise(hub, id, 'wake-2');
    expect(await hub.output(id)).toEqual(['expired', 'decided']);
  });
});

test('the custom status shows what a flow does and waits for', async () => {
  const bodies = app(function* (durable) {
    durable.show({ phase: 'erase', waiting: ['hubspot'] });
    yield* durable.race({ decided: durable.event('wake-1') });
    durable.show({ phase: 'erase' });
    return null;
  });
  await withHub(bodies, async (hub) => {
    const id = await hub.start('racing', order, 'race');
    const shown = () => hub.hub.read(id)?.customStatus;
    await until('the status', () => shown() === '{"phase":"erase","waiting":["hubspot"]}');
    await raise(hub, id, 'wake-1');
    await hub.output(id);
    expect(shown()).toBe('{"phase":"erase"}');
  });
});
