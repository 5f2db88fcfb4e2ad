import type { PlannedVisit } from '../../src/domain/plan.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { Fault, play, type Played, type World } from '../support/replayer.ts';
import { erased, gone, order, systemsOf, world } from '../support/scripted-request.ts';

function visit(id: string, ...after: string[]): PlannedVisit {
  const role = id.startsWith('b2c') ? 'directory' : 'downstream';
  const named = after.map(systemIdOf);
  return {
    system: systemIdOf(id),
    ...{ role, canHold: role === 'directory' },
    ...(named.length > 0 && { after: named }),
  };
}

/** The stock syncs to the orders, and the orders to the CRM. The mailing list is on its own. */
const visits = [
  visit('b2c-de'),
  visit('b2c-fr', 'b2c-de'),
  visit('crm', 'orders', 'stock'),
  visit('mail'),
  visit('orders', 'stock'),
  visit('stock'),
];

const erasing = (change: World = {}) =>
  play(
    'honourRequest',
    order,
    world('erasure', {
      planVisits: () => ({ kind: 'planned', visits, settled: [] }),
      ...change,
    }),
  );

/** The second in which each system was first erased. */
function begun({ steps }: Played<unknown>): Record<string, number> {
  const tries = steps.filter(({ name }) => name === 'eraseFromSystem');
  return Object.fromEntries(
    tries
      .map(({ order: given, second }) => [(given as { system: string }).system, second] as const)
      .reverse(),
  );
}

test('a system is erased after those that it is declared to follow, and the directories last', async () => {
  const slow = { asked: 0 };
  const played = await erasing({
    // The stock needs a second try.
    eraseFromSystem: (o, at) =>
      o.system === 'stock' && slow.asked++ === 0
        ? { kind: 'pending', seconds: 20 }
        : erased(at, gone(o)),
  });

  expect(played.output).toEqual({ state: 'completed' });
  const at = begun(played);
  expect(at['mail']).toBe(at['stock']);
  expect(at['orders']).toBeGreaterThanOrEqual(at['stock']! + 20);
  const tried = systemsOf(played.steps, 'eraseFromSystem').filter((id) => id !== 'mail');
  expect([...new Set(tried.reverse())].reverse()).toEqual([
    ...['stock', 'orders', 'crm'],
    ...['b2c-de', 'b2c-fr'],
  ]);
});

test('a system that fails does not keep those after it from being erased', async () => {
  const played = await erasing({
    eraseFromSystem: (o, at) =>
      o.system === 'stock' ? { kind: 'failed', code: 'refused' } : erased(at, gone(o)),
  });

  expect(played.output).toEqual({ state: 'completed-with-exceptions' });
  const tried = systemsOf(played.steps, 'eraseFromSystem');
  expect(tried.filter((id) => id !== 'mail')).toEqual([
    'stock',
    'orders',
    'crm',
    'b2c-de',
    'b2c-fr',
  ]);
});

test('when our own code fails in a wave, the next one does not begin, and frozen accounts are released', async () => {
  const played = await erasing({
    eraseFromSystem: (o, at) => {
      if (o.system === 'orders') throw new Fault('internal');
      return erased(at, gone(o));
    },
  });

  expect(played.output).toEqual({ state: 'failed' });
  expect(systemsOf(played.steps, 'eraseFromSystem')).not.toContain('crm');
  expect(systemsOf(played.steps, 'releaseAccount')).toEqual(['b2c-de', 'b2c-fr']);
});

test('a system between two others that needs no visit does not change their order', async () => {
  const some = visits.filter(({ system }) => ['crm', 'stock'].includes(system));
  const played = await erasing({
    planVisits: () => ({ kind: 'planned', visits: some, settled: [] }),
  });
  expect(systemsOf(played.steps, 'eraseFromSystem')).toEqual(['stock', 'crm']);
});
