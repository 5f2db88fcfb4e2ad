import { numberedRequest } from '../support/numbered-request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { askTurn } from '../../src/activities/plan/ask-turn.ts';
import { planVisits } from '../../src/activities/plan/plan-visits.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import { acceptance, ending, planned, registeredRequest } from '../support/requests.ts';
import {
  createMemoryHouse,
  hit,
  order,
  requestId,
  system,
  type MemoryHouse,
} from '../support/memory-house.ts';
import { asking } from '../support/asking-system.ts';

const other = numberedRequest(2);

async function otherRequest(house: MemoryHouse): Promise<void> {
  const request = registeredRequest({ id: other });
  await house.register.accept(acceptance({ request }));
}

describe('the plan', () => {
  const plan = {
    ...order,
    dossier: 1,
    type: 'erasure' as const,
    systems: ['dir', 'crm'].map(systemIdOf),
    failed: [],
  };

  it('visits the systems in which the person was found, and gives the others their verdicts', async () => {
    const house = await createMemoryHouse([
      system('dir', { find: async () => [hit('oid-ada')], hold: async () => ({ kind: 'held' }) }),
      system('crm', {}),
    ]);
    await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });

    expect(await planVisits(house, plan)).toMatchObject({
      kind: 'planned',
      visits: [{ system: 'dir', role: 'directory', canHold: true }],
      settled: [{ id: 'crm', verdict: 'absent', counts: { found: { records: 0 } } }],
    });
    expect(await house.register.get(requestId)).toMatchObject({
      state: 'planned',
      planHash: expect.any(String) as string,
    });
  });

  it('never gives absent to a system that was not read', async () => {
    const house = await createMemoryHouse([
      system('dir', { find: async () => [hit('oid-ada')] }),
      system('crm', {
        find: () => Promise.reject(new SystemFailure('credentials-rejected', 'HTTP 401')),
      }),
    ]);
    await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });

    const unread = await planVisits(house, plan);
    const givenUp = await planVisits(house, {
      ...plan,
      failed: [{ system: systemIdOf('crm'), code: 'credentials-rejected', attempts: 1 }],
    });

    expect(unread).toMatchObject({
      settled: [{ id: 'crm', verdict: 'failed', counts: { found: {} } }],
    });
    expect(givenUp).toMatchObject({
      settled: [{ id: 'crm', verdict: 'failed', code: 'credentials-rejected' }],
    });
  });

  it('gives absent to an erasure when only records are left that cannot be erased, and lists them', async () => {
    const residual = {
      what: 'audit-records',
      verdict: 'expires',
      until: '2026-03-09T10:00:00.000Z',
    } as const;
    const house = await createMemoryHouse([
      system('dir', { find: async () => [hit('oid-ada', { residual })] }),
    ]);
    await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });

    expect(await planVisits(house, { ...plan, systems: ['dir'].map(systemIdOf) })).toMatchObject({
      visits: [],
      settled: [
        { id: 'dir', verdict: 'absent', counts: { found: { records: 0 } }, residuals: [residual] },
      ],
    });
  });

  it('gives misconfigured to a system that was removed from the configuration', async () => {
    const house = await createMemoryHouse([system('dir', { find: async () => [hit('oid-ada')] })]);
    await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });

    expect(await planVisits(house, plan)).toMatchObject({
      settled: [{ id: 'crm', verdict: 'failed', code: 'misconfigured' }],
    });
  });

  it('waits for another open request that claims a record of the same person', async () => {
    const house = await createMemoryHouse([system('dir', { find: async () => [hit('oid-ada')] })]);
    await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
    await otherRequest(house);
    const hash = house.lookupHash('claim', 'dir', 'oid-ada');
    await house.register.claim(other, [hash], planned(), 0);

    const busy = { kind: 'busy', waitingFor: 'earlier-request' };
    expect(await planVisits(house, { ...plan, systems: ['dir'].map(systemIdOf) })).toEqual(busy);
    expect(await askTurn(house, order)).toEqual({ turn: 'earlier-request' });
    await house.register.end(other, ending());
    expect(await askTurn(house, order)).toEqual({ turn: 'ready' });
  });

  it('a second search asks every system again, starting from the identifiers of the sender', async () => {
    let erased = false;
    const dir = asking('dir', () => (erased ? [] : [hit('oid-ada')]));
    const house = await createMemoryHouse([dir.system]);
    await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
    expect((await house.dossiers.read(requestId, 1)).findings[systemIdOf('dir')]?.state).toBe(
      'matched',
    );
    const before = dir.asked.length;

    erased = true;
    await findSubject(house, { ...order, from: 0, to: 2, skip: [], again: false, anew: false });

    expect(dir.asked.slice(before)).toEqual([['account:dir:oid-ada']]);
    expect((await house.dossiers.read(requestId, 2)).findings[systemIdOf('dir')]?.state).toBe(
      'none',
    );
  });

  it('claims the records that it found while it still waits for a system that does not answer', async () => {
    const house = await createMemoryHouse([
      system('dir', { find: async () => [hit('oid-ada')] }),
      system('crm', {
        find: async () => {
          throw new SystemFailure('unavailable', 'HTTP 503');
        },
      }),
    ]);
    await otherRequest(house);
    await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });

    const hash = house.lookupHash('claim', 'dir', 'oid-ada');
    expect(await house.register.claim(other, [hash], planned(), 0)).toBe('earlier-request');
  });

  it('has another hash when other records would be erased', async () => {
    const hashOf = async (id: string) => {
      const house = await createMemoryHouse([system('dir', { find: async () => [hit(id)] })]);
      await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
      await planVisits(house, { ...plan, systems: ['dir'].map(systemIdOf) });
      return (await house.register.get(requestId))!.planHash;
    };

    expect(await hashOf('oid-ada')).toBe(await hashOf('oid-ada'));
    expect(await hashOf('oid-ada')).not.toBe(await hashOf('oid-byron'));
  });
});
