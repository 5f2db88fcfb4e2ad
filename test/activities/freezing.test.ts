import { holdAccounts } from '../../src/activities/visit/hold-accounts.ts';
import { recordVerdict } from '../../src/activities/visit/record-verdict.ts';
import { releaseAccount } from '../../src/activities/visit/release-account.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import type { SignInState, SystemAccess } from '../../src/ports/system-access.ts';
import { hit } from '../support/memory-house.ts';
import { visit, holding, houseWith } from '../support/house-with-directory.ts';

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
