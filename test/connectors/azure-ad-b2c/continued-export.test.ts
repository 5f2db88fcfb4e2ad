import { exportFromSystem } from '../../../src/activities/visit/export-from-system.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { createMemoryHouse, order, requestId, system } from '../../support/memory-house.ts';
import { stagedLinesOf } from '../../support/staged-lines-of.ts';
import { openSystem } from '../open-system.ts';

const tenant = systemIdOf('b2c-de');
const visit = { ...order, dossier: 1, system: tenant, attempts: 1 };
const events = 2500;
let fixture: Fixture;
let number = 9000;

beforeAll(async () => {
  fixture = await startFixture();
  await fixture.control.call('PUT', `systems/${tenant}/quota`, { auditReportsPer10Seconds: null });
});
afterAll(() => fixture.end());
afterEach(() => fixture.control.clearFaults(tenant));

/** A request whose dossier names one account with three pages of audit events. */
async function exporting() {
  number += 1;
  const { accounts } = await fixture.control.make({
    displayName: 'Lena Lang',
    emails: [`lena.${String(number)}@example.org`],
    in: { [tenant]: { user: {}, auditEvents: events } },
  });
  const access = openSystem(fixture.sandbox, tenant, { auditRequestsPer10Seconds: 1000 });
  const house = await createMemoryHouse([system(tenant, access)], 'access');
  const records = [{ kind: 'user', id: accounts[0]?.objectId ?? '' }];
  const dossier = await house.dossiers.read(requestId, 0);
  const found = { state: 'matched', records, hits: [], leads: 0 } as const;
  await house.dossiers.write({ ...dossier, findings: { [tenant]: found } }, 1);
  return house;
}

const refuseNextPages = (status: number, retryAfter?: number) =>
  fixture.control.fault(tenant, {
    mode: 'status',
    status,
    ...(retryAfter !== undefined && { retryAfter }),
    match: { path: 'directoryAudits.*skiptoken' },
  });

async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = (await fixture.control.journal()).at(-1)?.seq ?? 0;
  await work();
  const lines = await fixture.control.journal(tenant, before);
  return lines
    .filter((line) => !('batch' in line) || line.batch === null)
    .map(({ path }) => path.replace(/^\/v1\.0\//, ''))
    .filter((path) => path === '$batch' || path.startsWith('auditLogs'));
}

async function eventIds(house: Awaited<ReturnType<typeof exporting>>): Promise<unknown[]> {
  const lines = await stagedLinesOf(house.sealed, tenant);
  return lines.flatMap((line) =>
    'item' in line && line.part === 'auditEvents' ? [(line.item as { id: unknown }).id] : [],
  );
}

const complete = { value: { counts: { exported: { users: 1, auditEvents: events } } } };

test('only the throttled page of audit events is read again', async () => {
  const house = await exporting();
  await refuseNextPages(429, 333);
  expect(await exportFromSystem(house, visit)).toMatchObject({
    kind: 'later',
    code: 'throttled',
    seconds: 333,
  });
  // The cooldown ends with the process, as after a restart.
  const again = { ...house, systems: (await exporting()).systems };
  await fixture.control.clearFaults(tenant);
  const calls = await callsOf(async () => {
    expect(await exportFromSystem(again, visit)).toMatchObject(complete);
  });
  // Two pages about the person, one page by the person, and the sign-ins.
  expect(calls).toEqual([
    ...Array<string>(3).fill('auditLogs/directoryAudits'),
    'auditLogs/signIns',
  ]);
  expect(new Set(await eventIds(house)).size).toBe(events);
  expect(await eventIds(house)).toHaveLength(events);
});

test('a link that Graph no longer accepts makes only this log begin again', async () => {
  const house = await exporting();
  await refuseNextPages(429, 333);
  expect(await exportFromSystem(house, visit)).toMatchObject({ kind: 'later' });
  await fixture.control.clearFaults(tenant);
  await fixture.control.call('POST', 'clock', { advanceSeconds: 3700 });
  const again = { ...house, systems: (await exporting()).systems };
  const calls = await callsOf(async () => {
    expect(await exportFromSystem(again, visit)).toMatchObject(complete);
  });
  expect(calls.filter((path) => path === '$batch')).toEqual([]);
  expect(calls.filter((path) => path.endsWith('directoryAudits'))).toHaveLength(5);
  expect(new Set(await eventIds(house)).size).toBe(events);
  expect(await eventIds(house)).toHaveLength(events);
});

test('an export fails as refused when the tenant refuses every link', async () => {
  const house = await exporting();
  await refuseNextPages(400);
  expect(await exportFromSystem(house, visit)).toEqual({ kind: 'failed', code: 'refused' });
});
