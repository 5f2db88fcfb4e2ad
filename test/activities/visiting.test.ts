import { eraseFromSystem } from '../../src/activities/visit/erase-from-system.ts';
import { recordVerdict } from '../../src/activities/visit/record-verdict.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import { TurnLater } from '../../src/domain/turn-later.ts';
import type { Intent } from '../../src/ports/system-access.ts';
import { requestId } from '../support/memory-house.ts';
import { visit, houseWith } from '../support/house-with-directory.ts';

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
    const job = expect.stringMatching(/^erase-/) as string;
    expect(new Set(seen.map((intent) => intent.job)).size).toBe(1);
    expect(seen).toEqual([
      { begunAt: '2026-03-02T10:00:00.000Z', repeated: false, since: null, job },
      { begunAt: '2026-03-02T10:00:00.000Z', repeated: true, since: null, job },
    ]);
  });

  it('does not read back in the same second when the replicas of the system need time', async () => {
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

  it('returns how long the system told us to wait', async () => {
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
