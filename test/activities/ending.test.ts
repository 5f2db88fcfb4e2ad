import { systemIdOf } from '../../src/domain/system.ts';
import { runActivity } from '../../src/activities/all-activities.ts';
import type { Evidence } from '../../src/evidence/evidence-view.ts';
import { compileReport } from '../../src/activities/end/compile-report.ts';
import { endBroken } from '../../src/activities/end/end-broken.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { holdAccounts } from '../../src/activities/visit/hold-accounts.ts';
import { planVisits } from '../../src/activities/plan/plan-visits.ts';
import { KeyDestroyed } from '../../src/ports/key-ring.ts';
import { StorageAway } from '../../src/ports/storage-away.ts';
import { createMemoryHouse, hit, order, requestId, system } from '../support/memory-house.ts';
import { report, resultOf, row, searchedHouse } from '../support/searched-house.ts';

describe('ending a request', () => {
  it('writes report, manifest and evidence, and destroys the key at once after completion', async () => {
    const searched = await searchedHouse(['dir']);
    const putEvidence = jest.fn<Promise<void>, [string, Buffer]>(() => Promise.resolve());
    const house = { ...searched, results: { ...searched.results, putEvidence } };
    const writtenEvidence = () =>
      JSON.parse(putEvidence.mock.lastCall?.[1].toString() ?? '') as Evidence;

    const end = await compileReport(house, report(row('dir', 'erased')));

    expect(end).toEqual({ state: 'completed', reason: null, callback: false, ending: 1 });
    expect(await resultOf(house, 'report.json')).toMatchObject({
      id: requestId,
      state: 'completed',
    });
    expect(await resultOf(house, 'manifest.json')).toMatchObject({
      request: requestId,
      report: 'report.json',
    });
    const kinds = writtenEvidence().facts.map(({ kind }) => kind);
    expect(kinds).toEqual(['received', 'settled', 'reported', 'closed']);
    expect(writtenEvidence()).toMatchObject({ id: requestId, chain: 'whole' });
    await expect(house.dossiers.read(requestId, 0)).rejects.toThrow(KeyDestroyed);
    expect(await house.register.get(requestId)).toMatchObject({
      state: 'completed',
      closeAt: null,
    });
  });

  it('keeps the key of a request with exceptions for as long as it can be retried', async () => {
    const house = await searchedHouse(['dir', 'crm']);

    await compileReport(house, report(row('dir', 'erased'), row('crm', 'failed')));

    expect(await house.register.get(requestId)).toMatchObject({
      state: 'completed-with-exceptions',
      closeAt: '2026-03-16T10:00:00.000Z',
    });
    await expect(house.keys.open(requestId)).resolves.toBeDefined();
  });

  it('answers a repeated call after a crash from the register, although the key is destroyed', async () => {
    const house = await searchedHouse(['dir']);
    const first = await compileReport(house, report(row('dir', 'erased')));

    expect(await compileReport(house, report(row('dir', 'erased')))).toEqual(first);
  });

  it('lists the systems in the order of the configuration', async () => {
    const house = await searchedHouse(['dir', 'crm']);

    await compileReport(house, report(row('crm', 'erased'), row('dir', 'erased')));

    const ended = await house.register.get(requestId);
    expect(ended!.systems.map(({ id }) => id)).toEqual(['dir', 'crm']);
  });

  it('counts the accounts that stay frozen because they cannot be released any more', async () => {
    const house = await createMemoryHouse([
      system('dir', {
        find: async () => [hit('oid-ada')],
        hold: async (_record, _intent, remember) => {
          await remember(true);
          return { kind: 'held' };
        },
      }),
      system('crm', { find: async () => [hit('51')] }),
    ]);
    await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
    await planVisits(house, {
      ...order,
      dossier: 1,
      type: 'erasure',
      systems: ['dir', 'crm'].map(systemIdOf),
      failed: [],
    });
    await holdAccounts(house, { ...order, dossier: 1, systems: ['dir'].map(systemIdOf) });
    await house.keys.destroy(requestId, 'dossier');

    await endBroken(house, order);

    expect(await resultOf(house, 'report.json')).toMatchObject({
      state: 'failed',
      systems: [
        { id: 'dir', verdict: null, counts: { left: { frozenAccounts: 1 } } },
        { id: 'crm', verdict: null, counts: { found: { records: 1 } } },
      ],
    });
    expect(house.intake.log.lines.join('\n')).toContain('accounts left frozen');
  });

  it('ends as failed with the reason internal after a fault of our own, and still writes a report', async () => {
    const house = await createMemoryHouse([system('dir', {})]);

    expect(await endBroken(house, order)).toMatchObject({ state: 'failed', reason: 'internal' });
    expect(await resultOf(house, 'report.json')).toMatchObject({
      state: 'failed',
      reason: 'internal',
    });
  });
});

describe('an activity', () => {
  it.each<[string, Error, string]>([
    ['storage that does not answer', new StorageAway(), 'storage-away'],
    ['a key that is gone', new KeyDestroyed(), 'lost'],
    ['a bug', new TypeError('cannot read ada@example.org'), 'internal'],
  ])(
    'answers %s with a fault and without a text, because the history keeps the answer',
    async (_name, error, fault) => {
      const house = await createMemoryHouse([system('dir', {})]);
      const broken = {
        ...house,
        register: { ...house.register, change: () => Promise.reject(error) },
      };

      expect(await runActivity(broken, 'openRequest', order)).toEqual({ ok: false, fault });
      expect(house.intake.log.lines.join('\n')).not.toContain('ada@example.org');
    },
  );
});
