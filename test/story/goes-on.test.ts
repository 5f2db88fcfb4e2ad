import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { invent } from '../support/invented-people.ts';
import { objectIdIn } from '../support/sandbox-client.ts';
import { verdictsOf, type RequestView } from '../support/service-client.ts';
import { freshDataFolder, removeDataFolder, startStack, type TestStack } from '../support/stack.ts';
import { until } from '../support/until.ts';

let stack: TestStack;

beforeAll(async () => {
  const dataFolder = freshDataFolder();
  const policy = path.join(dataFolder, 'policy.json');
  writeFileSync(policy, JSON.stringify({ decideWithin: 'PT1H' }));
  const commandLine = ['--no-demo', '--port', '0', '--strict', '--policy', policy];
  stack = await startStack({ dataFolder, commandLine });
}, 90_000);
afterAll(async () => {
  await stack.stop();
  removeDataFolder(stack.dataFolder);
});

interface Candidate {
  readonly candidate: string;
  readonly preview: string;
}
type Answer = RequestView & { readonly code?: string; readonly detail?: string };

async function post(address: string, body?: object): Promise<{ status: number; body: Answer }> {
  const answer = await stack.service.call(`requests/${address}`, {
    method: 'POST',
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer };
}

async function erasureOf(objectId: string): Promise<string> {
  const subject = { accounts: [{ tenant: 'b2c-de', objectId }] };
  return (await stack.service.post({ type: 'erasure', subject })).body.id;
}

async function kindsOf(id: string): Promise<string[]> {
  const { facts } = await stack.service.evidence(id);
  return facts.flatMap((fact) => ('what' in fact ? [`${fact.kind} ${fact.what}`] : []));
}

test('HubSpot was down: the next day a retry erases there, although the host is killed, and a new final status is delivered', async () => {
  const person = await invent(stack.sandbox, ['b2c-de', 'hubspot']);
  await stack.sandbox.fault('hubspot', { mode: 'status', status: 401 });
  const id = await erasureOf(objectIdIn(person, 'b2c-de'));
  const first = await stack.service.finished(id);
  expect(first).toMatchObject({
    state: 'completed-with-exceptions',
    actions: expect.arrayContaining(['retry', 'waive']),
  });
  expect(verdictsOf(first)).toMatchObject({ 'b2c-de': 'erased', hubspot: 'failed' });

  await stack.sandbox.clearFault('hubspot');
  await stack.sandbox.advance(1);
  expect(await post(`${id}/systems/hubspot/retry`)).toMatchObject({
    status: 200,
    body: { state: 'running', finishedAt: null, delivery: { state: 'none' } },
  });
  await stack.kill('SIGKILL', 'host');
  const second = await stack.service.finished(id);
  expect(second.state).toBe('completed');
  expect(verdictsOf(second)).toMatchObject({ 'b2c-de': 'erased', hubspot: 'erased' });
  const left = await stack.sandbox.traces(person.person);
  expect(left.map(({ what }) => what)).not.toContain('contact');
  expect(await kindsOf(id)).toContain('decided retry');
  await until('both statuses were delivered', async () => {
    const { facts } = await stack.service.evidence(id);
    return facts.filter(({ kind }) => kind === 'delivered').length === 2;
  });
  expect(await post(`${id}/retry`)).toMatchObject({
    status: 409,
    body: { code: 'not-allowed-in-state', detail: expect.stringContaining('key') as string },
  });
}, 120_000);

test('a family decided by an operator: the contact of the relative stays, and the system is absent', async () => {
  const anna = await invent(stack.sandbox, ['b2c-de'], { givenName: 'Anna' });
  const { email } = anna;
  const josef = await invent(stack.sandbox, ['hubspot'], { givenName: 'Josef', email });
  const id = await erasureOf(objectIdIn(anna, 'b2c-de'));
  const waiting = await until('the question', async () => {
    const request = await stack.service.get(id);
    return request.state === 'needs-decision' && request;
  });
  expect(waiting.actions).toContain('decide');
  expect(verdictsOf(waiting)).toMatchObject({ hubspot: 'ambiguous' });

  const answer = await stack.service.call(`requests/${id}/systems/hubspot/candidates`);
  const [candidate, ...others] = (await answer.json()) as Candidate[];
  expect(others).toEqual([]);
  expect(candidate).toMatchObject({ metBy: ['email'], lead: false });
  expect(candidate?.preview).toMatch(/^J… Q…, z…@q….example/);
  await stack.kill('SIGKILL', 'host');
  const decide = () => post(`${id}/systems/hubspot/decide`, { records: [] });
  await until('the decision', async () => (await decide()).status === 200);

  const ended = await stack.service.finished(id);
  expect(ended.state).toBe('completed');
  expect(verdictsOf(ended)).toMatchObject({ 'b2c-de': 'erased', hubspot: 'absent' });
  const left = await stack.sandbox.traces(josef.person);
  expect(left).toMatchObject([{ system: 'hubspot', what: 'contact', count: 1 }]);
  expect(await kindsOf(id)).toEqual(
    expect.arrayContaining(['viewed candidates', 'decided decide', 'closed dossier']),
  );
}, 120_000);
