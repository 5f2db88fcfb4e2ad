import type { Attempt } from '../../../src/domain/attempt.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import type { KnownIdentifier } from '../../../src/domain/identifier.ts';
import type { RecordRef } from '../../../src/domain/match.ts';
import {
  readBackOf,
  settled,
  type ReadBack,
  type VerifyAnswer,
} from '../../../src/domain/read-back.ts';
import type { SignInState, SystemAccess } from '../../../src/ports/system-access.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { openSystem } from '../open-system.ts';

const system = systemIdOf('b2c-de');
const roles = [
  ...['User.Read.All', 'User.EnableDisableAccount.All', 'User.RevokeSessions.All'],
  ...['User.DeleteRestore.All', 'AuditLog.Read.All', 'Directory.Read.All'],
  ...['Application.Read.All', 'UserAuthenticationMethod.Read.All'],
];
let fixture: Fixture;
/** The simulators' clock and ours move together, so that no test has to wait. */
let ahead = 0;
let number = 7000;
const now = () => new Date(Date.now() + ahead * 1000);

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());
beforeEach(() => change({ replicationMs: [1000, 1000] }));
afterEach(async () => {
  await fixture.control.clearFaults(system);
  await fixture.control.call('DELETE', `systems/${system}/settings`);
});

const change = (settings: object) =>
  fixture.control.call('PUT', `systems/${system}/settings`, settings);

async function advance(seconds: number): Promise<void> {
  ahead += seconds;
  await fixture.control.call('POST', 'clock', { advanceSeconds: seconds });
}

const open = (settings: object = {}) =>
  openSystem(fixture.sandbox, system, { settleSeconds: 60, ...settings }, { now });

async function make(order: object = {}): Promise<RecordRef & { person: string }> {
  number += 1;
  const made = await fixture.control.make({
    displayName: 'Tilda Test',
    emails: [`tilda.${String(number)}@example.org`],
    in: { [system]: { user: { givenName: 'Tilda' }, ...order } },
  });
  await advance(2);
  return { kind: 'user', id: made.accounts[0]?.objectId ?? '', person: made.person };
}

const byId = ({ id }: RecordRef): KnownIdentifier[] => [
  {
    identifier: { kind: 'account', system, objectId: id },
    trust: 'given',
    source: 'request',
  },
];

async function journal<T>(work: () => Promise<T>) {
  const before = (await fixture.control.journal()).at(-1)?.seq ?? 0;
  const answer = await work();
  const lines = await fixture.control.journal(system, before);
  return {
    answer,
    calls: lines.filter((line) => !('batch' in line) || line.batch === null),
    effects: lines.flatMap(({ effect }) => (effect === null ? [] : [effect])),
  };
}

/** Carries out a deed as the flow does: a pending deed is tried again later. */
async function persist<T extends { kind: string; seconds?: number | null; since?: string }>(
  deed: (repeated: boolean, since: string | null) => Promise<T>,
  repeatedAtFirst = false,
): Promise<{ answer: T; waited: number }> {
  let waited = 0;
  let since: string | null = null;
  for (let turn = 0; turn < 50; turn += 1) {
    const answer = await deed(repeatedAtFirst || turn > 0, since);
    if (answer.kind !== 'pending') return { answer, waited };
    since = answer.since ?? null;
    waited += answer.seconds ?? 0;
    await advance(answer.seconds ?? 0);
  }
  throw new Error('still pending');
}

/** Reads back as the flow does, until a look counts. */
async function readBack(access: SystemAccess, record: RecordRef, erasedAt: string, clock = now) {
  const { settleSeconds } = access;
  let last: VerifyAnswer | undefined;
  await persist(async (_, goneSince): Promise<Attempt<ReadBack>> => {
    last = await access.verify(record, erasedAt);
    return settled(readBackOf([last]), { erasedAt, goneSince, settleSeconds, now: clock() });
  });
  return last;
}

const hold = (
  access: SystemAccess,
  record: RecordRef,
  remembered: SignInState[],
  begunAt: string,
) =>
  persist(async (repeated) => {
    const answer = await access.hold?.(record, { begunAt, repeated, since: null }, (found) => {
      remembered.push(found);
      return Promise.resolve();
    });
    if (!answer) throw new Error('no hold');
    return answer;
  });

function collected() {
  const items: { part: string; item: unknown }[] = [];
  const notes: string[] = [];
  const sink = sinkOf({
    write: (part, item) => Promise.resolve(void items.push({ part, item })),
    note: (part, text) => void notes.push(`${part}: ${text}`),
  });
  return { sink, items, notes, of: (part: string) => items.filter((each) => each.part === part) };
}

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
    'continue a hold that broke %s, and leave no session',
    async (_, path, when, changes) => {
      const access = open();
      const record = await make();
      const begunAt = now().toISOString();
      const remembered: SignInState[] = [];
      const remember = (found: SignInState) => Promise.resolve(void remembered.push(found));
      const method = path.startsWith('/revoke') ? 'POST' : 'PATCH';
      await fixture.control.fault(system, {
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
  ])('leave %s in the recycle bin that somebody else put there', async (_, order) => {
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

  test('count the time to settle from the last effect that Graph confirmed, not from the first intent', async () => {
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
    await fixture.control.fault(system, {
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

  test('a sign-in name that now leads to another account does not count as left', async () => {
    const access = open();
    const record = await make();
    const knownAs = [
      { kind: 'email', value: `tilda.${String(number)}@example.org` } as const,
      { kind: 'federated', issuer: 'google.com', value: "it's" } as const,
    ];
    expect(await access.verify(record, '2026-01-01T00:00:00Z', knownAs)).toMatchObject({
      kind: 'present',
    });
    await eraseAll(access, record);
    await fixture.control.make({
      displayName: 'Tilda Again',
      emails: [`tilda.${String(number)}@example.org`],
      in: { [system]: {} },
    });
    await advance(2);
    expect(await access.verify(record, now().toISOString(), knownAs)).toMatchObject({
      kind: 'gone',
    });
  });
});

test.each([-600, 600])('a clock that is %d s off spoils nothing', async (seconds) => {
  const ours = () => new Date(now().getTime() + seconds * 1000);
  const access = openSystem(fixture.sandbox, system, { settleSeconds: 60 }, { now: ours });
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
    const { sink, of, notes } = collected();
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
    expect(notes.join('\n')).toContain('signIns: The tenant has no licence');
    expect(JSON.stringify(of('user'))).not.toContain('passwordProfile');
    expect(of('user')).toMatchObject([{ item: { securityIdentifier: 'S-1-12-1' } }]);
  });

  test('continues when a permission for a relation is missing, and says so', async () => {
    await change({ roles: roles.filter((role) => role !== 'UserAuthenticationMethod.Read.All') });
    const record = await make({ related: { agreements: ['terms'] } });
    const { sink, notes } = collected();
    expect(await open().export(record, sink)).toMatchObject({ users: 1 });
    expect(notes.filter((note) => note.includes('Not read'))).toEqual([
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

describe('probe', () => {
  test('names every permission that is missing', async () => {
    await change({ roles: ['User.Read.All', 'Application.Read.All'] });
    const report = await open().probe();
    expect(report.reachable).toBe(true);
    const fixes = report.problems.map(({ fix }) => fix).join('\n');
    for (const permission of roles.filter((role) => !/^(User.Read|Application)/.test(role))) {
      expect(fixes).toContain(permission);
    }
  });

  test('says that a tenant cannot be reached', async () => {
    await fixture.control.fault(system, { mode: 'refuse' });
    expect(await open().probe()).toMatchObject({ reachable: false, problems: [{}] });
  });
});

describe('temporary faults of Graph', () => {
  test('one throttled item makes the whole batch wait for its Retry-After', async () => {
    const record = await make();
    await fixture.control.fault(system, {
      mode: 'status',
      status: 429,
      retryAfter: 333,
      match: { path: '/memberOf$' },
    });
    await expect(open().export(record, collected().sink)).rejects.toMatchObject({
      code: 'throttled',
      retryAfter: 333,
    });
  });

  test('a token that is rejected once is renewed once', async () => {
    const access = open();
    const record = await make();
    await fixture.control.fault(system, { mode: 'status', status: 401, times: 1 });
    expect((await access.find(byId(record))).hits).toHaveLength(1);
  });

  test('a recycle bin that refuses the filter does not hide live users', async () => {
    await make();
    await fixture.control.fault(system, {
      mode: 'status',
      status: 400,
      match: { path: 'deletedItems/microsoft.graph.user' },
    });
    const identifier = { kind: 'email', value: `tilda.${String(number)}@example.org` } as const;
    const { hits } = await open().find([{ identifier, trust: 'given', source: 'request' }]);
    expect(hits.map(({ join }) => join)).toEqual(['address']);
  });

  test('an authority that does not answer is unavailable, not a credentials failure', async () => {
    const record = await make();
    await fixture.control.fault('authority', { mode: 'status', status: 503 });
    await expect(open().find(byId(record))).rejects.toMatchObject({ code: 'unavailable' });
    await fixture.control.clearFaults('authority');
  });
});
