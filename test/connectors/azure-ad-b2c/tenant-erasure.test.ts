import type { RecordRef } from '../../../src/domain/match.ts';
import type { SignInState, SystemAccess } from '../../../src/ports/system-access.ts';
import {
  system,
  roles,
  control,
  lastAddress,
  now,
  change,
  advance,
  open,
  make,
  journal,
  persist,
  readBack,
  hold,
} from './tenant-under-test.ts';

describe('erase and verify', () => {
  async function eraseAll(access: SystemAccess, record: RecordRef) {
    const begunAt = now().toISOString();
    const erased = await persist((repeated, since) =>
      access.erase(record, { begunAt, repeated, since }),
    );
    const erasedAt = now().toISOString();
    const verified = await readBack(access, record, erasedAt);
    return { erased, verified, erasedAt };
  }

  test('need at most 10 calls with the hold, although replicas lag', async () => {
    const access = open();
    const record = await make();
    const { answer, calls, effects } = await journal(async () => {
      await hold(access, record, [], now().toISOString());
      return eraseAll(access, record);
    });
    expect(answer.verified).toEqual({
      kind: 'gone',
      left: { users: 0, deletedItems: 0 },
      residuals: [
        {
          what: 'audit-records',
          verdict: 'expires',
          until: new Date(Date.parse(answer.erasedAt) + 7 * 86_400_000).toISOString(),
        },
      ],
    });
    expect(effects).toEqual(['updated', 'updated', 'erased', 'purged']);
    expect(calls.length).toBeLessThanOrEqual(10);
  });

  test('count a residual by the retention of the tenant', async () => {
    const access = open({ auditRetentionDays: 30 });
    const record = await make();
    const { verified, erasedAt } = await eraseAll(access, record);
    expect(verified).toMatchObject({
      residuals: [{ until: new Date(Date.parse(erasedAt) + 30 * 86_400_000).toISOString() }],
    });
  });

  test('read the log when its records should have expired', async () => {
    const access = open();
    const record = await make({ auditEvents: 3 });
    const { erasedAt } = await eraseAll(access, record);
    const impatient = open({ auditRetentionDays: 3 });
    await advance(4 * 86_400);
    const early = await journal(() => access.verify(record, erasedAt));
    expect(early.calls).toHaveLength(1);
    const left = await impatient.verify(record, erasedAt);
    expect(left).toMatchObject({ kind: 'gone', residuals: [{ what: 'audit-records' }] });
    // The newest record is about the deletion itself.
    const [residual] = 'residuals' in left ? left.residuals : [];
    const until = residual?.until ?? '';
    expect(Math.abs(Date.parse(until) - Date.parse(erasedAt) - 3 * 86_400_000)).toBeLessThan(
      10_000,
    );

    await advance(4 * 86_400);
    const late = await journal(() => access.verify(record, erasedAt));
    expect(late.answer).toMatchObject({ kind: 'gone', residuals: [] });
    expect(late.calls).toHaveLength(3);
  });

  test('report on the account although the log may not be read', async () => {
    const record = await make();
    const { erasedAt } = await eraseAll(open(), record);
    await advance(8 * 86_400);
    await change({ roles: roles.filter((role) => role !== 'AuditLog.Read.All') });
    expect(await open().verify(record, erasedAt)).toMatchObject({
      kind: 'gone',
      residuals: [{ what: 'audit-records', verdict: 'unverifiable' }],
    });
  });

  test('give the date when the recycle bin drops the account if purging is refused', async () => {
    await change({ purge: 'refused' });
    const access = open();
    const record = await make();
    const deletedAt = now().getTime();
    const { verified } = await eraseAll(access, record);
    expect(verified).toMatchObject({
      kind: 'expires',
      left: { users: 0, deletedItems: 1 },
    });
    const { until } = verified as { until: string };
    expect(Math.abs(Date.parse(until) - deletedAt - 30 * 86_400_000)).toBeLessThan(10_000);
  });

  test('wait out hard-delete protection', async () => {
    await change({ hardDeleteProtection: true });
    const access = open();
    const record = await make();
    const { erased, verified } = await eraseAll(access, record);
    expect(erased.waited).toBeGreaterThan(7 * 86_400 - 10);
    expect(verified).toMatchObject({ kind: 'gone' });
  });

  test('purge an account that is already in the recycle bin', async () => {
    const access = open();
    const record = await make({ state: 'binned' });
    const { answer, effects } = await journal(() => eraseAll(access, record));
    expect(answer.verified).toMatchObject({ kind: 'gone' });
    expect(effects).toEqual(['purged']);
  });

  test.each([
    ['a guest', { user: { userType: 'Guest' } }],
    [
      'a member without a consumer identity',
      {
        user: {
          identities: [
            {
              signInType: 'userPrincipalName',
              issuer: 'nordlichtde.onmicrosoft.com',
              issuerAssignedId: 'employee@nordlichtde.onmicrosoft.com',
            },
          ],
        },
      },
    ],
  ])('leave %s in the recycle bin when somebody else deleted it', async (_, order) => {
    const access = open();
    const record = await make({ ...order, state: 'binned' });
    await advance(60);
    const intent = { begunAt: now().toISOString(), repeated: false, since: null };
    const { effects } = await journal(async () => {
      for (const repeated of [false, true])
        await expect(access.erase(record, { ...intent, repeated })).rejects.toMatchObject({
          code: 'privileged-account',
        });
    });
    expect(effects).toEqual([]);
  });

  test('count settleSeconds from the last effect that Graph confirmed, not from the first intent', async () => {
    const access = open({ settleSeconds: 60 });
    const record = await make();
    const begunAt = now().toISOString();
    const first = await access.erase(record, { begunAt, repeated: false, since: null });
    expect(first).toMatchObject({ kind: 'pending', since: expect.any(String) });
    // This is long after the first intent, but right after the last try: the bin does not show the account yet.
    await change({ replicationMs: [40_000, 40_000] });
    await advance(300);
    const again = await make();
    const deleted = await access.erase(again, { begunAt, repeated: true, since: null });
    const { since } = deleted as { since: string };
    const waiting = await access.erase(again, { begunAt, repeated: true, since });
    expect(waiting).toMatchObject({ kind: 'pending' });
  });

  test('continue a purge whose answer was lost, without trusting the first 404', async () => {
    const access = open({ settleSeconds: 20 });
    const record = await make();
    const begunAt = now().toISOString();
    await control().fault(system, {
      mode: 'reset',
      when: 'after',
      times: 1,
      match: { method: 'DELETE', path: 'deletedItems' },
    });
    const { answer, effects } = await journal(async () => {
      await expect(
        persist((repeated, since) => access.erase(record, { begunAt, repeated, since })),
      ).rejects.toMatchObject({ code: 'unavailable' });
      await advance(2);
      return persist((_, since) => access.erase(record, { begunAt, repeated: true, since }), true);
    });
    expect(answer.answer).toEqual({ kind: 'done' });
    expect(answer.waited).toBeGreaterThan(10);
    expect(effects).toEqual(['erased', 'purged']);
  });

  test('a sign-in name that now leads to another account does not count as a remaining record', async () => {
    const access = open();
    const record = await make();
    const knownAs = [
      { kind: 'email', value: lastAddress() } as const,
      { kind: 'federated', issuer: 'google.com', value: "it's" } as const,
    ];
    expect(await access.verify(record, '2026-01-01T00:00:00Z', knownAs)).toMatchObject({
      kind: 'present',
    });
    await eraseAll(access, record);
    await control().make({
      displayName: 'Tilda Again',
      emails: [lastAddress()],
      in: { [system]: {} },
    });
    await advance(2);
    expect(await access.verify(record, now().toISOString(), knownAs)).toMatchObject({
      kind: 'gone',
    });
  });
});

test.each([-600, 600])('a clock that is %d s wrong does no harm', async (seconds) => {
  const ours = () => new Date(now().getTime() + seconds * 1000);
  const access = open({}, ours);
  const record = await make();
  const remembered: SignInState[] = [];
  await hold(access, record, remembered, ours().toISOString());
  await access.release?.(record, true);
  const begunAt = ours().toISOString();
  await persist((repeated, since) => access.erase(record, { begunAt, repeated, since }));
  const erasedAt = ours().toISOString();
  const answer = await readBack(access, record, erasedAt, ours);
  expect(answer).toMatchObject({ kind: 'gone', left: { users: 0, deletedItems: 0 } });
  expect(remembered).toEqual([true]);
});
