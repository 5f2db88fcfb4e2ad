// A request that ended with exceptions is carried out again: the doors, the flow on the engine of the local host, and the real activities.
import { SystemFailure } from '../../src/domain/failure.ts';
import { gatesBy, noGates } from '../../src/domain/gates.ts';
import type { RegisteredRequest, RequestType } from '../../src/domain/request.ts';
import { systemIdOf, type SystemId } from '../../src/domain/system.ts';
import type { Principal } from '../../src/doors/principal.ts';
import { Refused } from '../../src/doors/problem.ts';
import { retry } from '../../src/doors/retry.ts';
import { KeyDestroyed } from '../../src/ports/key-ring.ts';
import { sweep } from '../../src/upkeep/sweep.ts';
import { withHubFile } from '../local/host/engine/memory-hub.ts';
import { flowsOnHub, type FlowsOnHub } from '../support/flows-on-hub.ts';
import {
  createMemoryHouse,
  hit,
  requestId,
  system,
  type AccessInTest,
  type MemoryHouse,
} from '../support/memory-house.ts';
import { until } from '../support/until.ts';

const operator: Principal = { kind: 'person', id: 'ada', roles: ['Operator'], mark: 'ada' };
const crm = systemIdOf('crm');
const shop = systemIdOf('shop');

/** A system in memory that holds records until they are erased, and may be down. */
function holding(id: string, find: NonNullable<AccessInTest['find']>) {
  const state = { isDown: false, isErased: false, erasures: 0, exports: 0 };
  const up = () => {
    if (state.isDown) throw new SystemFailure('credentials-rejected', 'down');
  };
  const configured = system(id, {
    find: async (...asked) => {
      up();
      return state.isErased ? [] : find(...asked);
    },
    erase: async () => {
      up();
      state.isErased = true;
      state.erasures += 1;
      return { kind: 'done' };
    },
    export: async (_record, sink) => {
      up();
      state.exports += 1;
      await sink.write('contacts', { from: id });
      return { contacts: 1 };
    },
    verify: async () => {
      up();
      return { kind: 'gone', left: {}, residuals: [] };
    },
  });
  return { configured, state };
}

interface Case {
  readonly house: MemoryHouse;
  readonly flows: FlowsOnHub;
  readonly dir: ReturnType<typeof holding>['state'];
  readonly crm: ReturnType<typeof holding>['state'];
  readonly shop: ReturnType<typeof holding>['state'];
  readonly ends: (times: number) => Promise<RegisteredRequest>;
  readonly retries: (system?: SystemId | null) => Promise<RegisteredRequest>;
  readonly refusal: (system?: SystemId | null) => Promise<Refused['problem']>;
  readonly verdicts: () => Promise<Record<string, string | null>>;
}

/** The CRM knows the e-mail address of the person, which is the only identifier by which the shop can be searched. */
function withCase(type: RequestType, story: (one: Case) => Promise<void>): Promise<void> {
  return withHubFile(async (file) => {
    const email = { kind: 'email', value: 'ada@example.org' } as const;
    const dir = holding('dir', async () => [hit('oid-ada')]);
    const customers = holding('crm', async () => [
      hit('51', { reveals: [{ identifier: email, trust: 'vouched' }] }),
    ]);
    const orders = holding('shop', async (identifiers) => {
      const isAsked = identifiers.some(({ identifier }) => identifier.kind === 'email');
      return isAsked ? [hit('cart-7', { join: 'address', by: email })] : [];
    });
    const systems = [dir, customers, orders].map(({ configured }) => configured);
    const house = await createMemoryHouse(systems, type, 'https://portal.example.org/hook');
    const flows = flowsOnHub(file, house);
    const { intake } = house;
    const retries: Case['retries'] = (one = null) =>
      retry(intake, { caller: operator, flows, log: intake.log }, requestId, one);
    customers.state.isDown = true;
    try {
      await flows.start(requestId, '1', 1);
      await story({
        ...{ house, flows, dir: dir.state, crm: customers.state, shop: orders.state, retries },
        ends: (times) =>
          until(`the end ${String(times)}`, async () => {
            const found = await house.register.get(requestId);
            const isOver = found?.endings === times && found.delivery.state === 'delivered';
            return isOver && found.finishedAt !== null && found;
          }),
        refusal: (one) =>
          retries(one).then(
            () => {
              throw new Error('The retry was not refused.');
            },
            (error: unknown) => {
              if (error instanceof Refused) return error.problem;
              throw error;
            },
          ),
        verdicts: async () => {
          const found = await house.register.get(requestId);
          return Object.fromEntries((found?.systems ?? []).map(({ id, verdict }) => [id, verdict]));
        },
      });
    } finally {
      await flows.stop();
    }
  });
}

test('a retry erases in the system that was down, follows the identifiers that it reveals, and delivers a new final status', () =>
  withCase('erasure', async (one) => {
    const first = await one.ends(1);
    expect(first).toMatchObject({ state: 'completed-with-exceptions', run: 1 });
    expect(await one.verdicts()).toEqual({ dir: 'erased', crm: 'failed', shop: 'absent' });

    one.crm.isDown = false;
    expect(await one.retries(crm)).toMatchObject({ state: 'running', finishedAt: null, run: 2 });
    const second = await one.ends(2);

    expect(second).toMatchObject({ state: 'completed', reason: null, closeAt: null });
    expect(await one.verdicts()).toEqual({ dir: 'erased', crm: 'erased', shop: 'erased' });
    expect([one.dir.erasures, one.crm.erasures, one.shop.erasures]).toEqual([1, 1, 1]);
    const events = one.house.called.map(({ event }) => event);
    expect(events.map(({ id }) => id)).toEqual([
      `${requestId}.finished`,
      `${requestId}.finished.2`,
    ]);
    expect(events.at(-1)).toMatchObject({ data: { state: 'completed' } });
    const { facts } = (await one.house.register.journal(requestId, true))!;
    expect(facts.filter(({ kind }) => kind === 'decided')).toMatchObject([
      { what: 'retry', system: crm, actor: { kind: 'person', id: 'ada' } },
    ]);
  }));

test('a retry of an access request adds the missing data to the package', () =>
  withCase('access', async (one) => {
    await one.ends(1);
    expect(await one.verdicts()).toEqual({ dir: 'exported', crm: 'failed', shop: 'absent' });
    one.crm.isDown = false;
    await one.retries();
    expect(await one.ends(2)).toMatchObject({ state: 'completed' });
    expect(await one.verdicts()).toEqual({ dir: 'exported', crm: 'exported', shop: 'exported' });
    expect([one.dir.exports, one.crm.exports, one.shop.exports]).toEqual([1, 1, 1]);
  }));

test('a retry of one system that is still down ends with exceptions again, and may be retried again', () =>
  withCase('erasure', async (one) => {
    await one.ends(1);
    await one.retries();
    expect(await one.ends(2)).toMatchObject({ state: 'completed-with-exceptions' });
    one.crm.isDown = false;
    await one.retries(crm);
    expect(await one.ends(3)).toMatchObject({ state: 'completed', run: 3 });
    expect(one.house.called.map(({ event }) => event.id).at(-1)).toBe(`${requestId}.finished.3`);
  }));

test('a retry is refused with the reason: while the request runs, when nothing would change, and when the key is destroyed', () =>
  withCase('erasure', async (one) => {
    await one.ends(1);
    const state = 'completed-with-exceptions';
    const actions = ['retry', 'waive', 'assign'];
    const refused = { status: 409, code: 'not-allowed-in-state', state, actions };
    expect(await one.refusal(shop)).toMatchObject(refused);
    expect(await one.refusal(systemIdOf('other'))).toMatchObject({ code: 'not-found' });
    one.crm.isDown = false;
    await one.retries(crm);
    expect(await one.refusal(crm)).toMatchObject({
      state: 'running',
      detail: expect.stringMatching(/has ended/) as string,
    });
    await one.ends(2);
    expect(await one.refusal()).toMatchObject({
      state: 'completed',
      actions: [],
      detail: expect.stringMatching(/key of this request is destroyed/) as string,
    });
  }));

test('the key is destroyed when the days for a retry have passed, and the callback address with it', () =>
  withCase('erasure', async (one) => {
    const { closeAt } = await one.ends(1);
    const { intake } = one.house;
    intake.clock.at = new Date(Date.parse(closeAt!) + 1000).toISOString();
    expect((await one.refusal(crm)).detail).toMatch(/destroyed/);
    await one.house.register.watched(requestId, { watchAt: null });
    await sweep(intake, { flows: one.flows, log: intake.log }, () => Promise.resolve());
    expect(await one.house.register.get(requestId)).toMatchObject({ closeAt: null });
    await expect(one.house.keys.open(requestId)).rejects.toThrow(KeyDestroyed);
    await expect(one.house.keys.read(requestId, 'callback')).rejects.toThrow(KeyDestroyed);
  }));

test('a retry whose flow was not started is started by the sweeper', () =>
  withCase('erasure', async (one) => {
    await one.ends(1);
    one.crm.isDown = false;
    const { intake } = one.house;
    const lost = { ...one.flows, start: () => Promise.reject(new Error('away')) };
    await retry(intake, { caller: operator, flows: lost, log: intake.log }, requestId, null);
    intake.clock.at = '2026-03-02T10:00:15.000Z';
    await sweep(intake, { flows: one.flows, log: intake.log }, () => Promise.resolve());
    expect(await one.ends(2)).toMatchObject({ state: 'completed' });
  }));

test('a retry does not begin a request that broke before it was approved', () =>
  withHubFile(async (file) => {
    const { configured } = holding('dir', async () => [hit('oid-ada')]);
    const house = await createMemoryHouse([configured], 'erasure', undefined, {
      gates: gatesBy({ ...noGates, approvals: 1 }),
    });
    const flows = flowsOnHub(file, house);
    const { intake } = house;
    const end = { state: 'failed', reason: 'internal', finishedAt: intake.clock.at } as const;
    const { systems } = (await house.register.get(requestId))!;
    const rest = { closeAt: '2026-03-09T10:00:00.000Z', watchAt: null, watchUntil: null };
    await house.register.end(requestId, { ...end, ...rest, systems, run: 1, watchList: null });
    try {
      const call = { caller: operator, flows, log: intake.log };
      expect(await retry(intake, call, requestId, null)).toMatchObject({ state: 'resolving' });
      await until('the gate', async () => {
        const found = await house.register.get(requestId);
        return found?.state === 'awaiting-approval';
      });
    } finally {
      await flows.stop();
    }
  }));
