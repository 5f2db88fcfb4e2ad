// The brake, the legal clock, and data that a law keeps, over days and years: every process of the stack has a clock that the test moves.
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { invent } from '../support/invented-people.ts';
import { objectIdIn } from '../support/sandbox-client.ts';
import type { RequestBody, RequestView } from '../support/service-client.ts';
import { freshDataFolder, removeDataFolder, startStack, type TestStack } from '../support/stack.ts';
import { openQueues } from '../support/storage-queues.ts';
import { until } from '../support/until.ts';

const policy = {
  timeZone: 'UTC',
  country: null,
  gates: [{ type: 'access', approvals: 1 }],
  brake: { erasuresPerHour: 2 },
  retention: [{ system: 'hubspot', reason: 'contract-records', law: '§ 257 HGB', until: 'P6Y' }],
};

let stack: TestStack;
let clockFile: string;

/** Every clock of the stack shows this time now, and continues from there. */
function setClock(time: string): void {
  // A reader must not see a half-written number.
  writeFileSync(`${clockFile}.new`, String(Date.parse(time) - Date.now()));
  renameSync(`${clockFile}.new`, clockFile);
}

beforeAll(async () => {
  const dataFolder = freshDataFolder();
  clockFile = path.join(dataFolder, 'clock');
  writeFileSync(clockFile, '0');
  const policyFile = path.join(dataFolder, 'policy.json');
  writeFileSync(policyFile, JSON.stringify(policy));
  const movedClock = pathToFileURL(path.join(__dirname, '..', 'support', 'moved-clock.mjs'));
  stack = await startStack({
    dataFolder,
    commandLine: ['--no-demo', '--port', '0', '--strict', '--policy', policyFile],
    environment: { NODE_OPTIONS: `--import ${movedClock.href}`, MOVED_CLOCK_FILE: clockFile },
  });
  // The time must not be earlier: the sandbox's certificate is made at its start, and TLS uses the real clock. The day is a Tuesday, and
  // the last day one month later is a Thursday.
  setClock('2027-06-01T10:00:00Z');
}, 120_000);
afterAll(async () => {
  await stack.stop();
  removeDataFolder(stack.dataFolder);
});

type Dated = RequestView & {
  readonly dueAt: string;
  readonly planHash: string | null;
  readonly clock: { readonly stopped: boolean; readonly stoppedDays: number };
};

async function someone(...systems: string[]) {
  const invented = await invent(stack.sandbox, systems);
  const objectId = objectIdIn(invented, 'b2c-de');
  return { person: invented.person, accounts: [{ tenant: 'b2c-de', objectId }] };
}

const hubspotOf = ({ systems }: RequestView) => systems.find(({ id }) => id === 'hubspot');

async function post(type: RequestBody['type'], regulation: 'gdpr' | 'uk-gdpr'): Promise<Dated> {
  const { accounts } = await someone('b2c-de');
  const { status, body } = await stack.service.post({ type, regulation, subject: { accounts } });
  expect(status).toBe(202);
  return body as Dated;
}

async function does(path: string, body: object = {}) {
  const answer = await stack.service.call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': 'ada' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Dated };
}

const reaches = (id: string, state: string) =>
  until(`${id} was ${state}`, async () => {
    const request = (await stack.service.get(id)) as Dated;
    return request.state === state && request;
  });

test('the brake lets two erasures through in an hour, alerts about the third, and an operator releases it', async () => {
  const first = await post('erasure', 'gdpr');
  const second = await post('erasure', 'gdpr');
  const third = await post('erasure', 'gdpr');
  for (const { id } of [first, second])
    expect(await stack.service.finished(id, 60_000)).toMatchObject({ state: 'completed' });
  expect(await reaches(third.id, 'on-hold')).toMatchObject({
    systems: [{ verdict: null }, {}, {}, {}, {}],
  });

  const events = await openQueues(stack.run.storage).peek('dsar-status');
  const alerts = events
    .map((text) => JSON.parse(text) as { type: string; data: object })
    .filter(({ type }) => type === 'habeas.brake.engaged.v1');
  expect(alerts).toMatchObject([{ data: { erasuresPerHour: 2, first: third.id } }]);

  const released = await does('brake/release');
  expect(released).toMatchObject({ status: 200, body: { released: 1, left: false } });
  expect(await stack.service.finished(third.id, 60_000)).toMatchObject({ state: 'completed' });
}, 180_000);

test('while a UK request waits for a clarification its clock stands still; a request under the GDPR loses these days', async () => {
  const [uk, eu] = [await post('access', 'uk-gdpr'), await post('access', 'gdpr')];
  for (const { id, dueAt } of [uk, eu]) {
    expect(dueAt).toBe('2027-07-01T23:59:59.999Z');
    await reaches(id, 'awaiting-approval');
    await does(`requests/${id}/hold`, { reason: 'clarification' });
  }
  expect(await reaches(uk.id, 'on-hold')).toMatchObject({ clock: { stopped: true } });
  expect(await reaches(eu.id, 'on-hold')).toMatchObject({ clock: { stopped: false } });

  setClock('2027-06-06T10:00:00Z');
  await until('five days had passed', async () => {
    const { clock } = (await stack.service.get(uk.id)) as Dated;
    return clock.stoppedDays === 5;
  });
  for (const { id } of [uk, eu]) await does(`requests/${id}/resume`);
  expect(await stack.service.get(uk.id)).toMatchObject({
    dueAt: '2027-07-06T23:59:59.999Z',
    clock: { stopped: false, stoppedDays: 5 },
  });
  expect(await stack.service.get(eu.id)).toMatchObject({ dueAt: '2027-07-01T23:59:59.999Z' });

  for (const { id } of [uk, eu]) {
    const { planHash } = await reaches(id, 'awaiting-approval');
    expect(await does(`requests/${id}/approve`, { planHash })).toMatchObject({ status: 200 });
    expect(await stack.service.finished(id, 60_000)).toMatchObject({ state: 'completed' });
  }
}, 180_000);

test('data that a law keeps in HubSpot for six years is erased automatically after that time, and a new final status says so', async () => {
  const { person, accounts } = await someone('b2c-de', 'hubspot');
  const { body } = await stack.service.post({ type: 'erasure', subject: { accounts } });
  const kept = await stack.service.finished(body.id, 60_000);
  expect(kept).toMatchObject({ state: 'completed', reason: 'retained' });
  expect(hubspotOf(kept)).toMatchObject({
    ...{ verdict: 'retained', reason: 'contract-records', law: '§ 257 HGB' },
    until: '2033-06-06T23:59:59.999Z',
  });
  const left = async () => (await stack.sandbox.traces(person)).map(({ what }) => what);
  expect(await left()).toContain('contact');
  await until('the status was delivered', async () => {
    return (await stack.service.get(body.id)).delivery.state === 'delivered';
  });

  setClock('2033-06-07T10:00:00Z');
  await until(
    'HubSpot was erased',
    async () => hubspotOf(await stack.service.get(body.id))?.verdict === 'erased',
    90_000,
  );
  expect(await stack.service.finished(body.id)).toMatchObject({ state: 'completed', reason: null });
  expect(await left()).not.toContain('contact');
  await until('the new status was told', async () => {
    const events = await openQueues(stack.run.storage).peek('dsar-status');
    return events.some((text) => text.includes(`${body.id}.finished.2`));
  });
}, 240_000);
