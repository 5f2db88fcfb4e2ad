// Two operators waive a system: with the doors, the flow on the engine of the local host, and the real activities.
import { SystemFailure } from '../../src/domain/failure.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import type { Principal } from '../../src/doors/principal.ts';
import { Refused } from '../../src/doors/problem.ts';
import { waive } from '../../src/doors/waive.ts';
import { KeyDestroyed } from '../../src/ports/key-ring.ts';
import { sweep } from '../../src/upkeep/sweep.ts';
import { withHubFile } from '../local/host/engine/memory-hub.ts';
import { flowsOnHub, type FlowsOnHub } from '../support/flows-on-hub.ts';
import { createMemoryHouse, hit, requestId, system } from '../support/memory-house.ts';
import { until } from '../support/until.ts';

const operator = (id: string): Principal => ({ kind: 'person', id, roles: ['Operator'], mark: id });
const crm = systemIdOf('crm');
const shop = systemIdOf('shop');

/** The shop has the person; the CRM and the archive reject every call. */
async function houseWithDeadSystems() {
  const calls: string[] = [];
  const dead = (id: string) =>
    system(id, {
      find: async () => {
        calls.push(id);
        throw new SystemFailure('credentials-rejected', 'The contract with the vendor has ended.');
      },
    });
  const living = system('shop', {
    find: async () => [hit('oid-ada')],
    erase: async () => ({ kind: 'done' }),
    verify: async () => ({ kind: 'gone', left: {}, residuals: [] }),
  });
  const systems = [living, dead('crm'), dead('archive')];
  const house = await createMemoryHouse(systems, 'erasure', 'https://portal.example.org/hook');
  return { house, calls };
}

type House = Awaited<ReturnType<typeof houseWithDeadSystems>>;

function withCase(
  story: (one: {
    readonly house: House['house'];
    readonly calls: readonly string[];
    readonly flows: FlowsOnHub;
    readonly waives: (who: string, which?: string, lost?: boolean) => ReturnType<typeof waive>;
    readonly refusal: (who: string, which?: string) => Promise<unknown>;
    readonly ends: (
      times: number,
    ) => Promise<NonNullable<Awaited<ReturnType<House['house']['register']['get']>>>>;
  }) => Promise<void>,
): Promise<void> {
  return withHubFile(async (file) => {
    const { house, calls } = await houseWithDeadSystems();
    const flows = flowsOnHub(file, house);
    const { intake } = house;
    const waives = async (who: string, which = 'crm', lost = false) => {
      const away = { ...flows, start: () => Promise.reject(new Error('away')) };
      const call = { caller: operator(who), flows: lost ? away : flows, log: intake.log };
      const request = (await house.register.get(requestId))!;
      return await waive(intake, call, request, {
        system: systemIdOf(which),
        reason: who === 'ada' ? 'system-retired' : 'done-by-hand',
      });
    };
    try {
      await flows.start(requestId, '1', 1);
      await story({
        ...{ house, calls, flows, waives },
        refusal: (...given) =>
          waives(...given).then(
            () => 'done',
            (error: unknown) => (error instanceof Refused ? error.problem.code : error),
          ),
        ends: (times) =>
          until(`the end ${String(times)}`, async () => {
            const found = await house.register.get(requestId);
            const isOver = found?.endings === times && found.delivery.state === 'delivered';
            return isOver && found.finishedAt !== null && found;
          }),
      });
    } finally {
      await flows.stop();
    }
  });
}

test('a system is waived when a second operator waives it too, and the request ends again without a call to any system', () =>
  withCase(async (one) => {
    expect(await one.ends(1)).toMatchObject({ state: 'completed-with-exceptions' });
    const before = one.calls.length;
    expect(await one.refusal('ada', 'shop')).toBe('not-allowed-in-state');
    expect(await one.refusal('ada', 'other')).toBe('not-found');

    const first = await one.waives('ada');
    expect(first).toMatchObject({ needed: 'second-person', request: { endings: 1, run: 1 } });
    expect(first.request.systems).toMatchObject([{}, { verdict: 'failed' }, {}]);
    expect(await one.refusal('ada')).toBe('second-person-needed');
    expect(await one.waives('bob')).toMatchObject({ needed: null, request: { run: 2 } });
    expect(await one.refusal('cyd')).toBe('not-allowed-in-state');

    const second = await one.ends(2);
    expect(second).toMatchObject({ state: 'completed-with-exceptions' });
    expect(second.systems).toMatchObject([
      { id: shop, verdict: 'erased' },
      { id: crm, verdict: 'waived', reason: 'done-by-hand' },
      { verdict: 'failed' },
    ]);
    expect(one.calls).toHaveLength(before);
    expect(one.house.called.map(({ event }) => event.id)).toEqual([
      `${requestId}.finished`,
      `${requestId}.finished.2`,
    ]);
    const report = await one.house.results.getStream(requestId, 'report.json');
    expect(JSON.stringify(await report?.stream.toArray().then(String))).toContain('waived');
    const { facts } = (await one.house.register.journal(requestId, true))!;
    expect(facts.filter(({ kind }) => kind === 'decided')).toMatchObject([
      { what: 'waive', system: crm, reason: 'system-retired', actor: { id: 'ada' } },
      { what: 'waive', system: crm, reason: 'done-by-hand', actor: { id: 'bob' } },
    ]);

    // A waiver counts for its own system and its own end.
    expect(await one.refusal('bob', 'archive')).toBe('done');
    await one.waives('ada', 'archive');
    expect(await one.ends(3)).toMatchObject({ closeAt: null });
    await expect(one.house.keys.open(requestId)).rejects.toThrow(KeyDestroyed);
    expect(await one.refusal('cyd', 'archive')).toBe('not-allowed-in-state');
  }));

test('two operators who waive at once have one outcome, and a run that was not started is started by the sweeper', () =>
  withCase(async (one) => {
    await one.ends(1);
    const both = await Promise.all([
      one.waives('ada', 'crm', true),
      one.waives('bob', 'crm', true),
    ]);
    expect(both.map(({ needed }) => needed).sort()).toEqual([null, 'second-person']);
    const { intake } = one.house;
    intake.clock.at = '2026-03-02T10:00:15.000Z';
    await sweep(intake, { flows: one.flows, log: intake.log }, () => Promise.resolve());
    const ended = await one.ends(2);
    expect(ended.systems.map(({ verdict }) => verdict)).toEqual(['erased', 'waived', 'failed']);
  }));
