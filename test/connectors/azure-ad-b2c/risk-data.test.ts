import type { SystemAccess } from '../../../src/ports/system-access.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { openSystem } from '../open-system.ts';

const system = 'b2c-de';
const basic = [
  ...['User.Read.All', 'AuditLog.Read.All', 'Directory.Read.All'],
  ...['Application.Read.All', 'UserAuthenticationMethod.Read.All'],
];
const risky = ['IdentityRiskyUser.Read.All', 'IdentityRiskEvent.Read.All'];
const administrator = '0ad00000-0000-4000-8000-000000000001';
let fixture: Fixture;
let number = 9700;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());
afterEach(() => fixture.control.clearFaults(system));

async function make(order: object = {}): Promise<string> {
  number += 1;
  const detections = ['unfamiliarFeatures', 'anonymizedIPAddress'].map((type) => ({
    type,
    ipAddress: '203.0.113.7',
    city: 'Ulm',
  }));
  const risk = { level: 'high', dismissedBy: administrator, detections };
  const { accounts } = await fixture.control.make({
    displayName: 'Rita Risiko',
    emails: [`rita.${String(number)}@example.org`],
    in: { [system]: { user: {}, related: { risk }, ...order } },
  });
  return accounts[0]?.objectId ?? '';
}

/** A new connector, so that its token holds these roles. */
async function openWith(settings: object): Promise<SystemAccess> {
  await fixture.control.call('PUT', `systems/${system}/settings`, settings);
  return openSystem(fixture.sandbox, system);
}

async function exported(access: SystemAccess, id: string) {
  const written: { part: string; item: unknown }[] = [];
  const remarks: string[] = [];
  const sink = sinkOf({
    write: (part, item) => Promise.resolve(void written.push({ part, item })),
    remark: (part, text) => void remarks.push(`${part}: ${text}`),
  });
  const counts = await access.export({ kind: 'user', id }, sink);
  return { counts, written, remarks: remarks.filter((remark) => remark.startsWith('risk')) };
}

test('exports the risk, its history and its detections, and names no administrator', async () => {
  const access = await openWith({ premium: true, roles: [...basic, ...risky] });
  const { counts, written, remarks } = await exported(access, await make());
  expect(counts).toMatchObject({ users: 1, riskyUser: 1, riskHistory: 1, riskDetections: 2 });
  expect(remarks).toEqual([]);
  expect(JSON.stringify(written)).toContain('203.0.113.7');
  expect(JSON.stringify(written)).not.toContain(administrator);
  const history = written.find(({ part }) => part === 'riskHistory');
  expect(history?.item).toMatchObject({ initiatedBy: 'another person' });
});

test('exports risk data of an account in the recycle bin', async () => {
  const access = await openWith({ premium: true, roles: [...basic, ...risky] });
  const { written } = await exported(access, await make({ state: 'binned' }));
  expect(written.filter(({ part }) => part === 'riskyUser')).toMatchObject([
    { item: { isDeleted: true } },
  ]);
});

test('a user without risk has none, and no remark', async () => {
  const access = await openWith({ premium: true, roles: [...basic, ...risky] });
  const { counts, remarks } = await exported(access, await make({ related: {} }));
  expect(Object.keys(counts).filter((part) => part.startsWith('risk'))).toEqual([]);
  expect(remarks).toEqual([]);
});

test.each([
  ['no licence', { premium: false, roles: [...basic, ...risky] }],
  ['no permission', { premium: true, roles: basic }],
])('a tenant that grants %s is exported, with a remark', async (_, settings) => {
  const { counts, remarks } = await exported(await openWith(settings), await make());
  expect(counts).toMatchObject({ users: 1 });
  expect(remarks.map((remark) => remark.split(':')[0])).toEqual([
    'riskyUser',
    'riskHistory',
    'riskDetections',
  ]);
});

test('a throttled request for risk data is sent again without the account', async () => {
  const access = await openWith({ premium: true, roles: [...basic, ...risky] });
  const id = await make();
  // Identity Protection sends no Retry-After.
  await fixture.control.fault(system, {
    mode: 'status',
    status: 429,
    match: { path: '/riskDetections' },
  });
  const tried = sinkOf();
  await expect(access.export({ kind: 'user', id }, tried)).rejects.toMatchObject({
    code: 'throttled',
    retryAfter: null,
  });
  await fixture.control.clearFaults(system);
  const before = (await fixture.control.journal()).at(-1)?.seq ?? 0;
  // This sink behaves as if an earlier try had read the account to its end.
  const counts = await access.export(
    { kind: 'user', id },
    {
      ...tried,
      section: (name, read) =>
        name === 'account' ? Promise.resolve({ user: 1 }) : tried.section(name, read),
    },
  );
  expect(counts).toMatchObject({ users: 1, riskDetections: 2 });
  const asked = (await fixture.control.journal(system, before)).map(({ path }) => path);
  expect(asked.filter((path) => path.includes('identityProtection'))).toHaveLength(3);
  expect(asked.filter((path) => path.includes('/users'))).toEqual([]);
});
