import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { invent } from '../support/invented-people.ts';
import { objectIdIn } from '../support/sandbox-client.ts';
import { verdictsOf, type RequestView } from '../support/service-client.ts';
import { freshDataFolder, removeDataFolder, startStack, type TestStack } from '../support/stack.ts';
import { until } from '../support/until.ts';

// Actions of people on a request, besides decisions at its gates, on the whole stack.

let stack: TestStack;

beforeAll(async () => {
  const dataFolder = freshDataFolder();
  const policy = path.join(dataFolder, 'policy.json');
  writeFileSync(policy, JSON.stringify({ gates: [{ type: 'erasure', approvals: 1 }] }));
  const commandLine = ['--no-demo', '--port', '0', '--strict', '--policy', policy];
  stack = await startStack({ dataFolder, commandLine });
}, 90_000);
afterAll(async () => {
  await stack.stop();
  removeDataFolder(stack.dataFolder);
});

type View = RequestView & { readonly planHash: string | null; readonly needed?: string | null };

async function does(who: string, id: string, action: string, body: object = {}) {
  const answer = await stack.service.call(`requests/${id}/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': who },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as View };
}

/** The plan that waits for approval, when it differs from this one. */
const waits = (id: string, before: string | null = null) =>
  until(`${id} waited for approval`, async () => {
    const { state, planHash } = (await stack.service.get(id)) as View;
    return state === 'awaiting-approval' && planHash !== before && planHash;
  });

test('an identifier that is added at a gate finds one more account, which is erased too; two operators waive the system that failed', async () => {
  const person = await invent(stack.sandbox, ['b2c-de', 'hubspot']);
  // Only the name shows that this account belongs to the same person.
  const { givenName } = person;
  const other = await invent(stack.sandbox, ['b2c-fr'], { givenName });
  const accounts = [{ tenant: 'b2c-de', objectId: objectIdIn(person, 'b2c-de') }];
  const { body: begun } = await stack.service.post({ type: 'erasure', subject: { accounts } });
  const { id } = begun;
  const first = await waits(id);
  expect(verdictsOf(await stack.service.get(id))).toMatchObject({ 'b2c-fr': 'absent' });

  const added = [{ tenant: 'b2c-fr', objectId: objectIdIn(other, 'b2c-fr') }];
  const comment = 'She named it in a call.';
  const add = () => does('ada', id, 'identifiers', { subject: { accounts: added }, comment });
  expect((await add()).status).toBe(200);
  await stack.kill('SIGKILL', 'host');
  const second = await waits(id, first);
  expect(await add()).toMatchObject({ status: 200, body: { planHash: second } });
  const comments = await stack.service.call(`requests/${id}/comments`);
  expect(await comments.json()).toMatchObject([{ what: 'identifiers', comment }]);

  // The search still answers, so the plan stays the approved one.
  await stack.sandbox.fault('hubspot', {
    mode: 'status',
    status: 401,
    match: { path: 'gdpr-delete' },
  });
  await does('ada', id, 'approve', { planHash: second });
  const ended = await stack.service.finished(id);
  expect(verdictsOf(ended)).toMatchObject({
    ...{ 'b2c-de': 'erased', 'b2c-fr': 'erased', hubspot: 'failed' },
  });
  for (const { person: erased, system } of [
    { person: person.person, system: 'b2c-de' },
    { person: other.person, system: 'b2c-fr' },
  ]) {
    const left = await stack.sandbox.traces(erased);
    expect(left.filter((one) => one.system === system && one.what === 'user')).toEqual([]);
  }

  const waive = (who: string) =>
    does(who, id, 'systems/hubspot/waive', { reason: 'system-retired' });
  expect(await waive('ada')).toMatchObject({ status: 200, body: { needed: 'second-person' } });
  expect(await waive('ada')).toMatchObject({ status: 409, body: { code: 'second-person-needed' } });
  expect(await waive('bob')).toMatchObject({ status: 200, body: { needed: null } });
  const anew = await stack.service.finished(id);
  expect(anew).toMatchObject({ state: 'completed-with-exceptions' });
  expect(verdictsOf(anew)).toMatchObject({ hubspot: 'waived', 'b2c-de': 'erased' });
  expect((await stack.service.evidence(id)).chain).toBe('whole');

  await stack.service.sweep();
  const upkeep = await (await stack.service.call('upkeep')).json();
  expect(upkeep).toMatchObject({
    sweeper: { failures: 0 },
    keys: { serviceSince: expect.any(String) as string, openRequests: 0 },
    configuration: { policy: { gates: [{ approvals: 1 }] } },
  });
}, 150_000);

interface Configured {
  readonly systems: readonly { readonly id: string }[];
}

/** Changes entries of the configuration, and lets the service read it again. */
async function configure(changes: Readonly<Record<string, object>>): Promise<void> {
  const file = path.join(stack.dataFolder, 'habeas.config.json');
  const known = JSON.parse(readFileSync(file, 'utf8')) as Configured;
  const systems = known.systems.map((system) => ({ ...system, ...changes[system.id] }));
  writeFileSync(file, JSON.stringify({ ...known, systems }));
  await stack.kill('SIGKILL', 'host');
}

test('a system that is only tried out is searched and keeps its data; a directory that comes after another one is erased later', async () => {
  await configure({ mailchimp: { mode: 'shadow' }, 'b2c-fr': { after: ['b2c-de'] } });
  const person = await invent(stack.sandbox, ['b2c-de', 'b2c-fr', 'mailchimp']);
  const before = (await stack.sandbox.journal()).at(-1)?.seq ?? 0;
  const objectId = objectIdIn(person, 'b2c-de');
  const french = { tenant: 'b2c-fr', objectId: objectIdIn(person, 'b2c-fr') };
  const subject = { accounts: [{ tenant: 'b2c-de', objectId }, french] };
  const id = await stack.service.submit({ type: 'erasure', subject }, `order-${person.person}`);
  await does('ada', id, 'approve', { planHash: await waits(id) });

  const ended = await stack.service.finished(id);
  expect(ended).toMatchObject({ state: 'completed', reason: null });
  expect(verdictsOf(ended)).toMatchObject({ 'b2c-de': 'erased', 'b2c-fr': 'erased' });
  expect(ended.systems.find((one) => one.id === 'mailchimp')).toMatchObject({
    ...{ verdict: 'unsearched', reason: 'shadow', counts: { found: { members: 1 } } },
    shadow: { would: 'erase', code: null },
  });
  const left = await stack.sandbox.traces(person.person);
  expect(left).toContainEqual({ system: 'mailchimp', what: 'member', count: 1 });
  const effects = (await stack.sandbox.journal()).filter(
    ({ seq, effect }) => seq > before && (effect === 'erased' || effect === 'purged'),
  );
  const systems = effects.map(({ system }) => system);
  expect(new Set(systems)).toEqual(new Set(['b2c-de', 'b2c-fr']));
  expect(systems.lastIndexOf('b2c-de')).toBeLessThan(systems.indexOf('b2c-fr'));
}, 150_000);
