import type { ConfiguredSystem } from '../../src/ports/systems.ts';
import { startBenchSandbox, type BenchSandbox } from './bench-sandbox.ts';
import { openRequest } from './one-request.ts';
import { openTenants } from './open-tenants.ts';
import { straightforwardClient, type StraightforwardClient } from './straightforward-client.ts';
import { openTenantDoor, type TenantDoor } from './tenant-door.ts';
import { tenantToken } from './tenant-token.ts';

const tenant = 'b2c-de';
const goals = { export: 5, erase: 9 };

interface Measured {
  /** Calls for the first person, before anything is cached. Calls for tokens go to the authority and do not count. */
  readonly first: number;
  readonly each: readonly number[];
}

/** Counts requests to Graph for one person in one tenant, by our connector and by a straightforward client. A batch counts as one. */
export async function measureCalls(people: number) {
  const sandbox = await startBenchSandbox(1000);
  const door = await openTenantDoor({
    to: sandbox.systems[tenant] ?? '',
    certificate: sandbox.certificate,
  });
  try {
    const [system] = openTenants(sandbox, [
      { id: tenant, simulatedBy: tenant, graphUrl: door.graphUrl },
    ]);
    if (!system) throw new Error('The tenant was not opened.');
    const extensionNames = await readExtensionNames(sandbox, door);
    const plainly = await straightforwardly(sandbox, door, extensionNames);
    const ours = {
      export: await eachPerson(sandbox, door, people, (id) => exportBy(system, id)),
      erase: await eachPerson(sandbox, door, people, (id) => eraseBy(system, id, door)),
    };
    const plain = {
      export: await eachPerson(sandbox, door, people, (id) => exportPlainly(plainly(), id)),
      erase: await eachPerson(sandbox, door, people, (id) => erasePlainly(plainly(), id)),
    };
    return [row('export', ours.export, plain.export), row('erase', ours.erase, plain.erase)];
  } finally {
    door.close();
    await sandbox.stop();
  }
}

function row(what: keyof typeof goals, ours: Measured, plain: Measured) {
  return {
    what,
    goal: goals[what],
    habeas: mean(ours.each),
    most: Math.max(...ours.each),
    'first person': ours.first,
    straightforward: mean(plain.each),
    ratio: round(mean(plain.each) / mean(ours.each)),
  };
}

/** The first person is counted separately, because nothing about the tenant is cached then. */
async function eachPerson(
  sandbox: BenchSandbox,
  door: TenantDoor,
  people: number,
  work: (objectId: string) => Promise<void>,
): Promise<Measured> {
  const each: number[] = [];
  for (let n = 0; n <= people; n++) {
    const objectId = await makePerson(sandbox);
    door.count = 0;
    await work(objectId);
    each.push(door.count);
  }
  const [first = 0, ...rest] = each;
  return { first, each: rest };
}

let made = 0;

/** The normal case: a local account with a sign-in address, a password and some audit events. */
async function makePerson({ client }: BenchSandbox): Promise<string> {
  made += 1;
  const { accounts } = await client.make({
    displayName: 'Ada Calls',
    emails: [`ada.calls.${String(made)}@bench.example.org`],
    in: {
      [tenant]: { user: { givenName: 'Ada' }, related: { password: true }, auditEvents: 40 },
    },
  });
  return accounts[0]?.objectId ?? '';
}

const requestFor = (system: ConfiguredSystem, objectId: string) =>
  openRequest({ systems: [system], subject: [{ kind: 'account', system: system.id, objectId }] });

async function exportBy(system: ConfiguredSystem, objectId: string): Promise<void> {
  const request = await requestFor(system, objectId);
  await request.find();
  const { users } = await request.exportFrom(system.id);
  if (users !== 1) throw new Error('The account was not exported.');
}

/** The second read-back is not counted. It follows when every replica must show the erasure. */
async function eraseBy(
  system: ConfiguredSystem,
  objectId: string,
  door: TenantDoor,
): Promise<void> {
  const request = await requestFor(system, objectId);
  await request.find();
  await request.hold(system.id);
  const counted: number[] = [];
  const { verdict } = await request.erase(system.id, () => void counted.push(door.count));
  door.count = counted[0] ?? door.count;
  if (verdict !== 'erased') throw new Error(`The verdict was ${verdict}.`);
}

async function exportPlainly(client: StraightforwardClient, objectId: string): Promise<void> {
  await client.find(objectId);
  await client.export(objectId);
}

async function erasePlainly(client: StraightforwardClient, objectId: string): Promise<void> {
  await client.find(objectId);
  await client.erase(objectId);
}

async function straightforwardly(
  sandbox: BenchSandbox,
  door: TenantDoor,
  extensionNames: readonly string[],
) {
  const token = await tenantToken(sandbox, tenant);
  return () => straightforwardClient(door.graphUrl, token, extensionNames);
}

/** Both sides know these names before the measurement, because they are read once per tenant and not once per person. */
async function readExtensionNames(sandbox: BenchSandbox, door: TenantDoor): Promise<string[]> {
  const headers = { authorization: `Bearer ${await tenantToken(sandbox, tenant)}` };
  const get = async (path: string): Promise<unknown> =>
    (await fetch(`${door.graphUrl}${path}`, { headers })).json();
  const apps = (await get('/applications?$select=id')) as { value: { id: string }[] };
  const names: string[] = [];
  for (const { id } of apps.value) {
    const properties = await get(`/applications/${id}/extensionProperties`);
    names.push(...(properties as { value: { name: string }[] }).value.map(({ name }) => name));
  }
  return names;
}

const mean = (values: readonly number[]) =>
  round(values.reduce((sum, value) => sum + value, 0) / values.length);
const round = (value: number) => Math.round(value * 100) / 100;
