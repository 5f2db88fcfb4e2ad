import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { eraseFromSystem } from '../../src/activities/visit/erase-from-system.ts';
import type { NewFact } from '../../src/domain/fact.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import {
  createMemoryHouse,
  hit,
  order,
  requestId,
  system,
  type MemoryHouse,
} from '../support/memory-house.ts';
import { planned, systemLine } from '../support/requests.ts';

const dir = systemIdOf('dir');
const away = () => Promise.reject(new SystemFailure('unavailable', '503'));
const search = { ...order, from: 0, to: 1, skip: [], again: false, anew: false };

const factsOf = async (house: MemoryHouse): Promise<readonly NewFact[]> =>
  (await house.register.journal(requestId, true))!.facts.slice(1);
const kindsOf = async (house: MemoryHouse) =>
  (await factsOf(house)).map((fact) =>
    'outcome' in fact ? `${fact.kind} ${fact.outcome}` : fact.kind,
  );

describe('a system that does not answer', () => {
  it('is named by the request after its first try, with the time of the next try', async () => {
    const house = await createMemoryHouse([system('dir', { find: away }), system('crm', {})]);
    const patience = { spentSeconds: 3, retries: 2, oddInARow: 0 };

    await findSubject(house, { ...search, patienceOf: { [dir]: patience } });

    expect((await house.register.get(requestId))?.progress).toEqual([
      {
        system: 'dir',
        step: 'find',
        since: '2026-03-02T10:00:00.000Z',
        attempts: 3,
        code: 'unavailable',
        nextAt: '2026-03-02T10:00:04.000Z',
        waitingFor: 'system',
      },
    ]);
    const { items } = await house.register.list({ waiting: dir, limit: 50 });
    expect(items.map(({ id }) => id)).toEqual([requestId]);
  });

  it('is given up when its patience is used up: no next try is announced', async () => {
    const house = await createMemoryHouse([system('dir', { find: away })]);
    const patience = { spentSeconds: 29, retries: 5, oddInARow: 0 };

    await findSubject(house, { ...search, patienceOf: { [dir]: patience } });

    expect(await factsOf(house)).toMatchObject([
      {
        kind: 'tried',
        step: 'find',
        attempt: 6,
        outcome: 'failed',
        code: 'unavailable',
        nextAt: null,
      },
    ]);
    expect((await house.register.get(requestId))?.progress[0]?.waitingFor).toBeNull();
  });
});

it('the journal of an erasure has the intent before the call, and the effect, the tries and the verdict after it', async () => {
  const seen: string[][] = [];
  const house = await createMemoryHouse([
    system('dir', {
      find: async () => [hit('oid-ada')],
      erase: async () => {
        seen.push(await kindsOf(house));
        return { kind: 'done' };
      },
      verify: async () => ({ kind: 'gone', left: {}, residuals: [] }),
    }),
  ]);
  await findSubject(house, search);
  await house.register.claim(requestId, [], planned({ systems: [systemLine('dir')] }), 0);

  await eraseFromSystem(house, { ...order, dossier: 1, system: dir, attempts: 1, since: null });

  expect(seen).toEqual([['planned', 'moved', 'began']]);
  expect((await kindsOf(house)).slice(2)).toEqual([
    'began',
    'did',
    'tried done',
    'tried done',
    'settled',
  ]);
  const [began, did] = (await factsOf(house)).slice(2);
  expect(began).toMatchObject({ system: 'dir', effect: 'erase' });
  expect(JSON.stringify(await factsOf(house))).not.toContain('oid-ada');
  expect(did && 'record' in did && began && 'record' in began && did.record === began.record).toBe(
    true,
  );
});
