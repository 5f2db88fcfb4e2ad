import { holdAccounts } from '../../../src/activities/visit/hold-accounts.ts';
import { releaseAccount } from '../../../src/activities/visit/release-account.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import type { SignInState } from '../../../src/ports/system-access.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { createMemoryHouse, order, requestId, system } from '../../support/memory-house.ts';
import { openSystem } from '../open-system.ts';

const tenant = systemIdOf('b2c-de');
const visit = { ...order, dossier: 1, system: tenant, attempts: 1 };
const holding = { ...order, dossier: 1, systems: [tenant] };
let fixture: Fixture;
let number = 9500;

beforeAll(async () => {
  fixture = await startFixture();
  await fixture.control.call('PUT', `systems/${tenant}/settings`, { replicationMs: [0, 0] });
});
afterAll(() => fixture.end());
afterEach(() => fixture.control.clearFaults(tenant));

async function withAccount(accountEnabled: SignInState) {
  number += 1;
  const { accounts, person } = await fixture.control.make({
    displayName: 'Frida Frost',
    emails: [`frida.${String(number)}@example.org`],
    in: { [tenant]: { user: { accountEnabled } } },
  });
  const id = accounts[0]?.objectId ?? '';
  const access = openSystem(fixture.sandbox, tenant, { settleSeconds: 0 });
  const house = await createMemoryHouse([system(tenant, access)]);
  const dossier = await house.dossiers.read(requestId, 0);
  const records = [{ kind: 'user', id }];
  const found = { state: 'matched', records, hits: [], leads: 0 } as const;
  await house.dossiers.write({ ...dossier, findings: { [tenant]: found } }, 1);
  return { house, id, person };
}

type Made = Awaited<ReturnType<typeof withAccount>>;

/** The value of `accountEnabled` now, as an export shows it. */
async function stateOf({ house, id }: Made): Promise<unknown> {
  let state: unknown;
  const write = (part: string, item: unknown) => {
    if (part === 'user') state = (item as { accountEnabled?: unknown }).accountEnabled ?? null;
    return Promise.resolve();
  };
  await house.systems.get(tenant)?.access.export({ kind: 'user', id }, sinkOf({ write }));
  return state;
}

/** The call that revokes the sessions or disables the account breaks. Both are in one batch. */
const breaking = (path: string, when: 'before' | 'after') =>
  fixture.control.fault(tenant, { mode: 'reset', when, times: 1, match: { path } });

describe.each([
  [true, true],
  [false, false],
  // Graph does not accept that the value is removed. An account without a value can sign in.
  [null, true],
] as const)('an account whose accountEnabled is %p', (before, after) => {
  test.each([
    ['nothing breaks', null, 'after'],
    ['the process ends before the sessions are revoked', '/revokeSignInSessions$', 'before'],
    ['the process ends after the account was disabled', '\\$batch$', 'after'],
  ] as const)('is restored when %s', async (_, path, when) => {
    const made = await withAccount(before);
    if (path !== null) await breaking(path, when);
    const [first] = await holdAccounts(made.house, holding);
    if (first?.attempt.kind !== 'done') await fixture.control.clearFaults(tenant);
    if (path !== null) await holdAccounts(made.house, holding);
    expect(await stateOf(made)).toBe(false);
    expect(await releaseAccount(made.house, visit)).toEqual({ kind: 'done', value: null });
    expect(await stateOf(made)).toBe(after);
  });
});

/** How often the sessions of the account were revoked since a line of the journal. */
async function revocations({ id }: Made, after: number): Promise<number> {
  const lines = await fixture.control.journal(tenant, after);
  const revoking = `/users/${id}/revokeSignInSessions`;
  return lines.filter(({ path, status }) => path.endsWith(revoking) && status === 200).length;
}
const lastLine = async () => (await fixture.control.journal()).at(-1)?.seq ?? 0;

test('when an account is frozen again after a release, the sessions that began in between are revoked', async () => {
  const made = await withAccount(true);
  await holdAccounts(made.house, holding);
  await releaseAccount(made.house, visit);
  const released = await lastLine();
  expect(await holdAccounts(made.house, holding)).toMatchObject([{ attempt: { kind: 'done' } }]);
  expect(await revocations(made, released)).toBe(1);
  expect(await stateOf(made)).toBe(false);
  await releaseAccount(made.house, visit);
  expect(await stateOf(made)).toBe(true);
});

test('when only the sessions were revoked, the next try revokes them again before the account is disabled', async () => {
  const made = await withAccount(true);
  await fixture.control.fault(tenant, {
    mode: 'status',
    status: 503,
    times: 1,
    match: { method: 'PATCH', path: made.id },
  });
  expect(await holdAccounts(made.house, holding)).toMatchObject([{ attempt: { kind: 'later' } }]);
  const broken = await lastLine();
  expect(await stateOf(made)).toBe(true);
  expect(await holdAccounts(made.house, holding)).toMatchObject([{ attempt: { kind: 'done' } }]);
  expect(await revocations(made, broken)).toBe(1);
  expect(await stateOf(made)).toBe(false);
});

test('an account that an administrator locked between two tries stays locked', async () => {
  const made = await withAccount(true);
  // The first try ends before it reads the account.
  await breaking('\\$batch$', 'before');
  expect(await holdAccounts(made.house, holding)).toMatchObject([{ attempt: { kind: 'later' } }]);
  const administrator = openSystem(fixture.sandbox, tenant, { settleSeconds: 0 });
  const begunAt = new Date().toISOString();
  const record = { kind: 'user', id: made.id };
  const intent = { begunAt, repeated: false, since: null };
  await administrator.hold?.(record, intent, () => Promise.resolve());
  expect(await holdAccounts(made.house, holding)).toMatchObject([{ attempt: { kind: 'done' } }]);
  await releaseAccount(made.house, visit);
  expect(await stateOf(made)).toBe(false);
});
