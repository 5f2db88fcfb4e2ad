import { systemIdOf } from '../../src/domain/system.ts';
import { eraseFromSystem } from '../../src/activities/visit/erase-from-system.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { holdAccounts } from '../../src/activities/visit/hold-accounts.ts';
import { recordVerdict } from '../../src/activities/visit/record-verdict.ts';
import { releaseAccount } from '../../src/activities/visit/release-account.ts';
import { verifyInSystem } from '../../src/activities/visit/verify-in-system.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import { TurnLater } from '../../src/domain/turn-later.ts';
import { readBackOf, type VerifyAnswer } from '../../src/domain/read-back.ts';
import type { Intent, SignInState, SystemAccess } from '../../src/ports/system-access.ts';
import {
  createMemoryHouse,
  hit,
  order,
  requestId,
  system,
  type AccessInTest,
} from '../support/memory-house.ts';

const visit = {
  ...order,
  dossier: 1,
  system: systemIdOf('dir'),
  attempts: 1,
  since: null,
  goneSince: null,
};
const holding = { ...order, dossier: 1, systems: ['dir'].map(systemIdOf) };

async function houseWith(access: AccessInTest) {
  const house = await createMemoryHouse([
    system('dir', { find: async () => [hit('oid-ada')], ...access }),
  ]);
  await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
  return house;
}

describe('erasing in one system', () => {
  it('writes the intent to the register before the first call, and passes it to a later try', async () => {
    const seen: Intent[] = [];
    const house = await houseWith({
      erase: async (_record, intent) => {
        seen.push(intent);
        if (seen.length === 1) throw new SystemFailure('unavailable', 'the answer was lost');
        return { kind: 'done' };
      },
      verify: async () => ({ kind: 'pending', seconds: 3 }),
    });

    const first = await eraseFromSystem(house, visit);
    house.intake.clock.at = '2026-03-02T10:05:00.000Z';
    const second = await eraseFromSystem(house, visit);

    expect(first).toEqual({ kind: 'later', code: 'unavailable', seconds: null, spentSeconds: 0 });
    expect(second).toEqual({
      kind: 'done',
      value: {
        erasedAt: '2026-03-02T10:05:00.000Z',
        staysInBin: false,
        readBack: { kind: 'pending', seconds: 3 },
      },
    });
    expect(seen).toEqual([
      { begunAt: '2026-03-02T10:00:00.000Z', repeated: false, since: null },
      { begunAt: '2026-03-02T10:00:00.000Z', repeated: true, since: null },
    ]);
  });

  it('does not read back in the same second where the system needs time to settle', async () => {
    const house = await houseWith({
      settleSeconds: 3,
      erase: async () => ({ kind: 'done' }),
      verify: () => Promise.reject(new Error('read back too early')),
    });
    expect(await eraseFromSystem(house, visit)).toEqual({
      kind: 'done',
      value: {
        erasedAt: house.intake.clock.at,
        staysInBin: false,
        readBack: { kind: 'pending', seconds: 1 },
      },
    });
    const journal = await house.register.journal(requestId, true);
    expect(journal?.facts.at(-1)).toMatchObject({ kind: 'tried', step: 'erase', outcome: 'done' });
  });

  it('reads back at once, and writes a good verdict in the same step', async () => {
    const house = await houseWith({
      erase: async () => ({ kind: 'done' }),
      verify: async () => ({ kind: 'gone', left: { users: 0 }, residuals: [] }),
    });

    const row = { id: 'dir', verdict: 'erased', code: null, attempts: 3 };
    expect(await eraseFromSystem(house, { ...visit, attempts: 3 })).toMatchObject({
      kind: 'done',
      value: { readBack: { kind: 'done', value: { row } } },
    });
    expect((await house.register.get(requestId))?.systems).toMatchObject([row]);
  });

  it('does not write a bad verdict, because the account is released first', async () => {
    const house = await houseWith({
      erase: async () => ({ kind: 'done' }),
      verify: async () => ({ kind: 'present', left: { users: 1 } }),
    });

    expect(await eraseFromSystem(house, visit)).toMatchObject({
      kind: 'done',
      value: { readBack: { kind: 'done', value: { verdict: 'present', row: null } } },
    });
    expect((await house.register.get(requestId))?.systems).toMatchObject([{ verdict: null }]);
  });

  it('keeps the erasure when reading back fails', async () => {
    const house = await houseWith({
      erase: async () => ({ kind: 'done' }),
      verify: () => Promise.reject(new SystemFailure('unavailable', 'HTTP 503')),
    });

    expect(await eraseFromSystem(house, visit)).toMatchObject({
      kind: 'done',
      value: { readBack: { kind: 'later', code: 'unavailable' } },
    });
  });

  it('passes on how long the system told us to wait', async () => {
    const house = await houseWith({
      erase: () => Promise.reject(new SystemFailure('throttled', 'HTTP 429', { retryAfter: 240 })),
    });

    expect(await eraseFromSystem(house, visit)).toEqual({
      kind: 'later',
      code: 'throttled',
      seconds: 240,
      spentSeconds: 0,
    });
  });

  it('tries again after an unexpected answer, because a proxy may have sent it', async () => {
    const house = await houseWith({
      erase: () => Promise.reject(new SystemFailure('unexpected-answer', 'not JSON')),
    });

    expect(await eraseFromSystem(house, visit)).toEqual({
      kind: 'later',
      code: 'unexpected-answer',
      seconds: null,
      spentSeconds: 0,
    });
  });

  it('does not count a wait for our own limiter as a failure of the system', async () => {
    const house = await houseWith({ erase: () => Promise.reject(new TurnLater(12.5)) });

    expect(await eraseFromSystem(house, visit)).toEqual({ kind: 'queued', seconds: 12.5 });
  });

  it('does not try again when only an operator can fix the cause', async () => {
    const house = await houseWith({
      erase: () => Promise.reject(new SystemFailure('permission-missing', 'HTTP 403')),
    });

    expect(await eraseFromSystem(house, visit)).toEqual({
      kind: 'failed',
      code: 'permission-missing',
    });
  });
});

describe('freezing an account', () => {
  it('stores the state of the account before the first try, and keeps it in later tries', async () => {
    let enabled = true;
    const released: SignInState[] = [];
    const house = await houseWith({
      hold: async (_record, { repeated }, remember) => {
        await remember(enabled);
        enabled = false;
        if (!repeated) throw new SystemFailure('unavailable', 'the answer was lost');
        return { kind: 'held' };
      },
      release: async (_record, found) => void released.push(found),
    });

    await holdAccounts(house, holding);
    await holdAccounts(house, holding);
    await releaseAccount(house, visit);

    expect(released).toEqual([true]);
  });

  it('keeps an account disabled that was disabled before', async () => {
    const released: SignInState[] = [];
    const house = await houseWith({
      hold: async (_record, _intent, remember) => {
        await remember(false);
        return { kind: 'held' };
      },
      release: async (_record, found) => void released.push(found),
    });

    await holdAccounts(house, holding);
    await releaseAccount(house, visit);

    expect(released).toEqual([]);
  });
});

describe('releasing accounts', () => {
  const release = async (house: Awaited<ReturnType<typeof houseWith>>) =>
    releaseAccount(house, visit);

  it('releases only accounts that this request froze', async () => {
    const house = await houseWith({
      hold: async () => {
        throw new SystemFailure('privileged-account', 'untouched');
      },
      release: () => Promise.reject(new Error('release must not be called')),
    });

    expect(await release(house)).toEqual({ kind: 'done', value: null });
    await holdAccounts(house, holding);
    expect(await release(house)).toEqual({ kind: 'done', value: null });
  });

  it('releases each account once, also when it is called several times', async () => {
    const released: string[] = [];
    const house = await houseWith({
      find: async () => [hit('oid-ada'), elsewhere],
      hold: freezing,
      release: async ({ id }) => void released.push(id),
    });

    await holdAccounts(house, holding);
    await release(house);
    await release(house);

    expect(released).toEqual(['oid-ada', 'oid-ada-too']);
  });

  it('releases the other accounts when one cannot be released, and counts that one', async () => {
    const released: string[] = [];
    const house = await houseWith({
      find: async () => [hit('oid-ada'), elsewhere],
      hold: freezing,
      release: async ({ id }) => {
        if (id === 'oid-ada') throw new SystemFailure('permission-missing', 'HTTP 403');
        released.push(id);
      },
    });

    await holdAccounts(house, holding);
    const answer = await release(house);
    const row = await recordVerdict(house, {
      ...visit,
      verdict: 'failed',
      code: 'permission-missing',
      until: null,
      attempts: 1,
      residuals: [],
    });

    expect(answer).toEqual({ kind: 'failed', code: 'permission-missing' });
    expect(released).toEqual(['oid-ada-too']);
    expect(row.counts.left).toEqual({ frozenAccounts: 1 });
    expect(house.intake.log.lines.join('\n')).toContain('accounts left frozen');
  });

  // Records of one kind would make the system ambiguous.
  const elsewhere = hit('oid-ada-too', { record: { kind: 'guest', id: 'oid-ada-too' } });
  const freezing: NonNullable<SystemAccess['hold']> = async (_record, _intent, remember) => {
    await remember(true);
    return { kind: 'held' };
  };
});

describe('reading back', () => {
  const gone: VerifyAnswer = { kind: 'gone', left: { users: 0 }, residuals: [] };
  const audit = (until: string) => ({ what: 'audit-records', verdict: 'expires', until }) as const;

  it.each<[string, VerifyAnswer[], object]>([
    ['all gone', [gone, gone], { verdict: 'erased', until: null, left: { users: 0 } }],
    [
      'one still there',
      [gone, { kind: 'present', left: { users: 1 } }],
      { verdict: 'present', left: { users: 1 } },
    ],
    [
      'no way to read back',
      [gone, { kind: 'unverifiable', reason: 'not-offered' }],
      { verdict: 'unverifiable', code: null, reason: 'not-offered' },
    ],
    [
      'recycle bins that empty themselves',
      [
        { kind: 'expires', until: '2026-04-01T00:00:00.000Z', left: {}, residuals: [] },
        { kind: 'expires', until: '2026-04-02T00:00:00.000Z', left: {}, residuals: [] },
      ],
      { verdict: 'expires', until: '2026-04-02T00:00:00.000Z' },
    ],
    [
      'residuals of several records',
      [
        { ...gone, residuals: [audit('2026-03-09T00:00:00.000Z')] },
        { ...gone, residuals: [audit('2026-03-10T00:00:00.000Z')] },
      ],
      { verdict: 'erased', residuals: [audit('2026-03-10T00:00:00.000Z')] },
    ],
  ])('%s', (_name, answers, value) => {
    expect(readBackOf(answers)).toMatchObject({ kind: 'done', value });
  });

  it('waits while the answer about one record is not final', () => {
    expect(
      readBackOf([gone, { kind: 'pending', seconds: 7 }, { kind: 'pending', seconds: 3 }]),
    ).toEqual({
      kind: 'pending',
      seconds: 7,
    });
  });

  it('passes to the system the identifiers by which the record was found', async () => {
    const email = { kind: 'email', value: 'ada@example.org' } as const;
    const known: unknown[] = [];
    const house = await houseWith({
      find: async () => [hit('oid-ada', { reveals: [{ identifier: email, trust: 'vouched' }] })],
      verify: async (_record, _erasedAt, knownAs) => {
        known.push(knownAs);
        return gone;
      },
    });

    await verifyInSystem(house, { ...visit, erasedAt: '2026-03-02T10:00:00.000Z' });

    expect(known).toEqual([[email]]);
  });
});

describe('the verdict of a system', () => {
  it('is in the register with its counts, for the dashboard', async () => {
    const house = await houseWith({});
    const receipt = await recordVerdict(house, {
      ...visit,
      verdict: 'erased',
      code: null,
      until: null,
      attempts: 2,
      left: { users: 0 },
      residuals: [],
    });

    expect(receipt).toMatchObject({
      id: 'dir',
      verdict: 'erased',
      attempts: 2,
      counts: { found: { records: 1 }, left: { users: 0 } },
    });
    expect(
      JSON.stringify([receipt, await house.register.get(requestId), house.intake.log.lines]),
    ).not.toContain('oid-ada');
  });
});
