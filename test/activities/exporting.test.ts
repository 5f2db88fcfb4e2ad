import { systemIdOf } from '../../src/domain/system.ts';
import { exportFromSystem } from '../../src/activities/visit/export-from-system.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import {
  createMemoryHouse,
  hit,
  order,
  system,
  type AccessInTest,
} from '../support/memory-house.ts';
import { stagedLinesOf } from '../support/staged-lines-of.ts';

const visit = { ...order, dossier: 1, system: systemIdOf('crm'), attempts: 1 };
const long = 'x'.repeat(1000);

async function houseWith(access: AccessInTest) {
  const house = await createMemoryHouse(
    [system('crm', { find: async () => [hit('a')], ...access })],
    'access',
  );
  await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
  return house;
}

test('stages every item and remark in the order in which they came', async () => {
  const house = await houseWith({
    export: async ({ id }, sink) => {
      for (let item = 0; item < 500; item += 1) await sink.write('notes', { id, item, long });
      sink.remark('calls', `none of ${id}`);
      return { notes: 500 };
    },
  });
  expect(await exportFromSystem(house, visit)).toMatchObject({
    kind: 'done',
    value: { verdict: 'exported', counts: { exported: { notes: 500 } } },
  });
  const expected = [
    ...Array.from({ length: 500 }, (_, item) => ({ part: 'notes', item: { id: 'a', item, long } })),
    { part: 'calls', remark: 'none of a' },
  ];
  expect(await stagedLinesOf(house.sealed, 'crm')).toEqual(expected);
});

test('values that may not be handed over never reach the staged copy; their fields are named once', async () => {
  const access: AccessInTest = {
    find: async () => [hit('a')],
    export: async (_record, sink) => {
      for (const ssn of ['078-05-1120', '219-09-9999'])
        await sink.write('contact', { ssn, city: 'Ulm' });
      await sink.write('contact', { rating: 'A' });
      return { contacts: 3 };
    },
  };
  const house = await createMemoryHouse([system('crm', access)], 'access', undefined, {
    regulation: 'ccpa',
  });
  await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
  const rule = { ground: 'rights-of-others', fields: ['rating'], kinds: [] } as const;
  const deps = { ...house, policy: { ...house.policy, withhold: [rule] } };
  expect(await exportFromSystem(deps, visit)).toMatchObject({ value: { verdict: 'exported' } });
  expect(await stagedLinesOf(house.sealed, 'crm')).toEqual([
    {
      part: 'contact',
      withheld: { field: 'ssn', kind: 'social-security-number', ground: 'ccpa-7024-d' },
    },
    { part: 'contact', item: { city: 'Ulm' } },
    { part: 'contact', item: { city: 'Ulm' } },
    { part: 'contact', withheld: { field: 'rating', kind: null, ground: 'rights-of-others' } },
    { part: 'contact', item: {} },
  ]);
});

test('a system that was removed from the configuration after its search is misconfigured', async () => {
  const house = await houseWith({});
  const without = { ...house, systems: { all: () => [], get: () => undefined } };
  expect(await exportFromSystem(without, visit)).toEqual({ kind: 'failed', code: 'misconfigured' });
});

test('stops reading the system when the export can no longer be stored', async () => {
  let ended: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const house = await houseWith({
    export: async (_record, sink) => {
      try {
        for (;;) await sink.write('notes', { long });
      } finally {
        ended();
      }
    },
  });
  const broken = {
    ...house,
    sealed: {
      ...house.sealed,
      putStream: () => Promise.reject(new Error('the storage is full')),
    },
  };
  await expect(exportFromSystem(broken, visit)).rejects.toThrow('the storage is full');
  await stopped;
});
