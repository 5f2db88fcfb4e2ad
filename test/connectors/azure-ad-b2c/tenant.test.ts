import type { SignInState } from '../../../src/ports/system-access.ts';
import {
  system,
  roles,
  control,
  now,
  change,
  open,
  make,
  byId,
  journal,
  persist,
  hold,
  collected,
} from './tenant-under-test.ts';

describe('hold and release', () => {
  test('freeze an account, remember its state, and restore it', async () => {
    const access = open();
    const record = await make();
    const remembered: SignInState[] = [];
    const { effects } = await journal(() => hold(access, record, remembered, now().toISOString()));
    expect(effects).toEqual(['updated', 'updated']);
    expect(remembered).toEqual([true]);
    const released = await journal(() => access.release?.(record, true) ?? Promise.resolve());
    expect(released.effects).toEqual(['updated']);
  });

  test('leave a suspended account suspended', async () => {
    const access = open();
    const record = await make({ user: { accountEnabled: false } });
    const remembered: SignInState[] = [];
    const { effects } = await journal(async () => {
      await hold(access, record, remembered, now().toISOString());
      await access.release?.(record, remembered[0] ?? true);
    });
    expect(remembered).toEqual([false]);
    expect(effects).toEqual([]);
  });

  test.each([
    ['before anything was changed', '/revokeSignInSessions$', 'before', 2],
    // Until the account is disabled, the person may sign in again. So the sessions are revoked again.
    ['after the sessions were revoked', '/revokeSignInSessions$', 'after', 3],
    ['after the account was disabled', '^/v1.0/users/[^/]+$', 'after', 2],
  ] as const)(
    'continue a hold that was broken off %s, and leave no session',
    async (_, path, when, changes) => {
      const access = open();
      const record = await make();
      const begunAt = now().toISOString();
      const remembered: SignInState[] = [];
      const remember = (found: SignInState) => Promise.resolve(void remembered.push(found));
      const method = path.startsWith('/revoke') ? 'POST' : 'PATCH';
      await control().fault(system, {
        mode: 'reset',
        when,
        times: 1,
        match: { method, path },
      });
      const { effects } = await journal(async () => {
        await expect(
          access.hold?.(record, { begunAt, repeated: false, since: null }, remember),
        ).rejects.toMatchObject({ code: 'unavailable' });
        await persist(
          async () =>
            (await access.hold?.(record, { begunAt, repeated: true, since: null }, remember)) ?? {
              kind: 'none',
            },
          true,
        );
      });
      expect(effects).toEqual(Array(changes).fill('updated'));
      // The service keeps what the first try remembered.
      expect(remembered[0]).toBe(true);
    },
  );

  test.each([
    ['an administrator', { related: { directoryRoles: ['User Administrator'] } }],
    ['a guest', { user: { userType: 'Guest' } }],
  ])('never touch %s', async (_, order) => {
    const access = open();
    const record = await make(order);
    const begunAt = now().toISOString();
    const intent = { begunAt, repeated: false, since: null };
    const { effects } = await journal(async () => {
      await expect(access.hold?.(record, intent, () => Promise.resolve())).rejects.toMatchObject({
        code: 'privileged-account',
      });
      await expect(access.erase(record, intent)).rejects.toMatchObject({
        code: 'privileged-account',
      });
    });
    expect(effects).toEqual([]);
  });
});

describe('export', () => {
  test('needs at most 6 calls', async () => {
    const access = open();
    const record = await make({ auditEvents: 40, actsToo: true });
    const { answer, calls } = await journal(() => access.export(record, collected().sink));
    expect(answer).toMatchObject({ users: 1, auditEvents: 40 });
    expect(calls.length).toBeLessThanOrEqual(6);
  });

  test('holds every attribute under both names, extension attributes of any app, and reasons', async () => {
    const loyalty = 'extension_7d3e9a1052c44f68b1d72a8c6e4f9011_LoyaltyNumber';
    const tier = 'extension_c9f2b7d46e114a8593b05d7f1c2e8a11_MemberTier';
    const record = await make({
      user: {
        city: 'Köln',
        faxNumber: '+49 1',
        securityIdentifier: 'S-1-12-1',
        [loyalty]: 'L1',
        [tier]: 'gold',
      },
      related: {
        groups: ['Beta testers'],
        devices: ['Pixel 9'],
        phoneMethods: [{ phoneType: 'mobile', phoneNumber: '+49 170 1', listed: false }],
        emailMethods: ['second@example.org'],
      },
    });
    const { sink, of, remarks } = collected();
    const counts = await open().export(record, sink);
    const rows = Object.fromEntries(
      of('attributes').map(({ item }) => {
        const row = item as { attribute: string; value?: unknown; notAvailable?: string };
        return [row.attribute, row.value ?? row.notAvailable];
      }),
    );
    expect(rows).toMatchObject({
      city: 'Köln',
      facsimileTelephoneNumber: '+49 1',
      objectId: record.id,
      strongAuthenticationEmailAddress: 'second@example.org',
      strongAuthenticationPhoneNumber: expect.stringContaining('often none at all') as string,
      legalCountry: 'Graph has no such property.',
    });
    expect(of('extensionAttributes').map(({ item }) => item)).toEqual([
      { name: loyalty, value: 'L1' },
      { name: tier, value: 'gold' },
    ]);
    expect(counts).toMatchObject({ memberOf: 1, registeredDevices: 1, authenticationMethods: 2 });
    expect(remarks.join('\n')).toContain('signIns: The tenant has no licence');
    expect(JSON.stringify(of('user'))).not.toContain('passwordProfile');
    expect(of('user')).toMatchObject([{ item: { securityIdentifier: 'S-1-12-1' } }]);
  });

  test('continues when a permission for a relation is missing, and says so', async () => {
    await change({ roles: roles.filter((role) => role !== 'UserAuthenticationMethod.Read.All') });
    const record = await make({ related: { agreements: ['terms'] } });
    const { sink, remarks } = collected();
    expect(await open().export(record, sink)).toMatchObject({ users: 1 });
    expect(remarks.filter((remark) => remark.includes('Not read'))).toEqual([
      expect.stringContaining('authenticationMethods:'),
      expect.stringContaining('agreementAcceptances:'),
      ...['riskyUser', 'riskHistory', 'riskDetections'].map(
        (part) => expect.stringContaining(`${part}:`) as string,
      ),
    ]);
  });

  test('counts no user when only audit records of the account are left', async () => {
    const record = await make({ state: 'gone', auditEvents: 5 });
    const access = open();
    expect((await access.find(byId(record))).hits).toHaveLength(1);
    expect(await access.export(record, collected().sink)).toMatchObject({
      users: 0,
      auditEvents: 5,
    });
  });

  test('exports an account from the recycle bin', async () => {
    const record = await make({ state: 'binned', user: { city: 'Bonn' } });
    const { sink, of } = collected();
    expect(await open().export(record, sink)).toMatchObject({ users: 1 });
    expect(of('user')[0]?.item).toMatchObject({ city: 'Bonn' });
  });

  test('exports no event twice, although both filters return some', async () => {
    const record = await make({ auditEvents: 1500, actsToo: true });
    const { sink, of } = collected();
    await open().export(record, sink);
    const ids = of('auditEvents').map(({ item }) => (item as { id: string }).id);
    expect(ids).toHaveLength(1500);
    expect(new Set(ids).size).toBe(1500);
  });
});
