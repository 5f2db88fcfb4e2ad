import { planAgain } from '../../src/activities/plan/plan-again.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { eraseFromSystem } from '../../src/activities/visit/erase-from-system.ts';
import type { KnownIdentifier } from '../../src/domain/identifier.ts';
import type { Hit } from '../../src/domain/match.ts';
import type { VerifyAnswer } from '../../src/domain/read-back.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import type { SystemVerdict, Verdict } from '../../src/domain/verdict.ts';
import { createMemoryHouse, hit, order, requestId, system } from '../support/memory-house.ts';
import { planned, systemLine } from '../support/requests.ts';

const dir = systemIdOf('dir');
const crm = systemIdOf('crm');
const email = { kind: 'email', value: 'ada@example.org' } as const;
const gone: VerifyAnswer = { kind: 'gone', left: {}, residuals: [] };
const account = hit('oid-ada', { reveals: [{ identifier: email, trust: 'vouched' }] });

/** A contact that is addressed by the subject's e-mail. */
function contact(id: string, givenName: string): Hit {
  return hit(id, {
    record: { kind: 'contact', id },
    join: 'address',
    by: email,
    name: { given: givenName, surname: null, display: null },
  });
}

/** A directory and a vendor after an erasure; `holds`: the records that the vendor holds now. */
async function erasedHouse(holds: { contacts: Hit[] }, shows: { account: boolean }) {
  const asked: string[][] = [];
  const logs: boolean[] = [];
  const house = await createMemoryHouse([
    system('dir', {
      find: async (_known, options) => {
        logs.push(options?.recordsOnly ?? false);
        return shows.account ? [account] : [];
      },
      verify: async () => (shows.account ? { kind: 'present', left: { users: 1 } } : gone),
    }),
    system('crm', {
      find: async (known: readonly KnownIdentifier[]) => {
        asked.push(known.map(({ identifier }) => identifier.kind));
        return known.some(({ identifier }) => identifier.kind === 'email') ? holds.contacts : [];
      },
      erase: async () => ({ kind: 'done' }),
      verify: async () => gone,
    }),
  ]);
  const running = planned({ systems: rows('erased', 'absent') });
  await house.register.claim(requestId, [], running, 0);
  await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
  const search = async () =>
    await findSubject(house, { ...order, from: 1, to: 2, skip: [], again: true, anew: true });
  const plan = async (rows: readonly SystemVerdict[], isLast = false) =>
    await planAgain(house, { ...order, dossier: 2, systems: rows, failed: [], isLast });
  return { house, asked, logs, search, plan };
}

const rows = (inDir: Verdict, inCrm: Verdict) => [
  systemLine('dir', { verdict: inDir }),
  systemLine('crm', { verdict: inCrm }),
];

describe('searching once more', () => {
  it('searches by all identifiers of the person, also those that only the erased account revealed', async () => {
    const shows = { account: true };
    const { house, asked, logs, search } = await erasedHouse({ contacts: [] }, shows);
    shows.account = false;

    expect(await search()).toEqual({ setbacks: [], foundNothing: true });
    const { facts = [] } = (await house.register.journal(order.requestId, true)) ?? {};
    expect(facts.filter(({ kind }) => kind === 'asked')).toMatchObject([
      { system: 'dir', found: 0 },
      { system: 'crm', found: 0 },
    ]);

    expect(asked.at(-1)).toEqual(expect.arrayContaining(['account', 'email']));
    expect(logs).toEqual([false, false, true]);
  });

  it('plans one more round for a new record, and counts it', async () => {
    const holds = { contacts: [] as Hit[] };
    const shows = { account: true };
    const { house, search, plan } = await erasedHouse(holds, shows);
    shows.account = false;
    holds.contacts = [contact('51', 'Ada')];

    expect(await search()).toEqual({ setbacks: [], foundNothing: false });
    const again = await plan(rows('erased', 'absent'));

    expect(again).toMatchObject({
      dossier: 3,
      systems: [{ verdict: 'erased' }, { id: 'crm', verdict: null }],
      visits: [{ system: 'crm', role: 'downstream', canHold: false }],
    });
    const visit = { ...order, dossier: 3, system: crm, attempts: 1, since: null };
    expect(await eraseFromSystem(house, visit)).toMatchObject({
      value: {
        readBack: { value: { row: { verdict: 'erased', counts: { found: { records: 1 } } } } },
      },
    });
  });

  it('does not touch a relative who shares the address, although the account with the name is already erased', async () => {
    const holds = { contacts: [] as Hit[] };
    const shows = { account: true };
    const { search, plan } = await erasedHouse(holds, shows);
    shows.account = false;
    holds.contacts = [contact('52', 'Bertram')];

    await search();
    const { systems, visits } = await plan(rows('erased', 'absent'));

    expect(visits).toEqual([]);
    expect(systems).toMatchObject([{ verdict: 'erased' }, { verdict: 'ambiguous' }]);
  });

  it('plans a round for an account that has returned, and reads back a record that only a lagging index shows', async () => {
    const shows = { account: true };
    const { search, plan } = await erasedHouse({ contacts: [] }, shows);

    await search();
    const back = await plan(rows('erased', 'absent'));
    expect(back.visits.map((visit) => visit.system)).toEqual(['dir']);

    const holds = { contacts: [contact('51', 'Ada')] };
    const lagging = await erasedHouse(holds, { account: true });
    await lagging.search();
    const looked = await lagging.plan(rows('expires', 'erased'));
    expect(looked.visits).toEqual([]);
    expect(looked.systems).toMatchObject([{ verdict: 'expires' }, { verdict: 'erased' }]);
  });

  it('reports records that still come back in the last round', async () => {
    const shows = { account: true };
    const { house, search, plan } = await erasedHouse({ contacts: [] }, shows);

    await search();
    const { systems } = await plan(rows('erased', 'absent'), true);

    expect(systems[0]).toMatchObject({ verdict: 'present', counts: { left: { returned: 1 } } });
    expect((await house.register.get(requestId))?.systems).toMatchObject([
      { verdict: 'present' },
      { verdict: 'absent' },
    ]);
  });

  it('gives no good verdict to a system that could not be searched', async () => {
    const { house } = await erasedHouse({ contacts: [] }, { account: true });
    await findSubject(house, {
      ...order,
      from: 1,
      to: 2,
      skip: [crm, dir],
      again: true,
      anew: false,
    });
    const { systems } = await planAgain(house, {
      ...order,
      dossier: 2,
      systems: rows('erased', 'absent'),
      failed: [
        { system: dir, code: 'unavailable', attempts: 9 },
        { system: crm, code: 'throttled', attempts: 9 },
      ],
      isLast: false,
    });
    expect(systems).toMatchObject([
      { verdict: 'unverifiable', code: 'unavailable' },
      { verdict: 'failed', code: 'throttled' },
    ]);
  });
});
