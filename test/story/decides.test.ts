import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { invent } from '../support/invented-people.ts';
import { objectIdIn } from '../support/sandbox-client.ts';
import { verdictsOf, type RequestView } from '../support/service-client.ts';
import { freshDataFolder, removeDataFolder, startStack, type TestStack } from '../support/stack.ts';
import { until } from '../support/until.ts';

const gates = [
  { type: 'erasure', regulation: 'uk-gdpr', coolingOff: 'P3D', freeze: true },
  { type: 'erasure', approvals: 1, coolingOff: 'PT2S', freeze: true },
];

let stack: TestStack;

beforeAll(async () => {
  const dataFolder = freshDataFolder();
  const policy = path.join(dataFolder, 'policy.json');
  writeFileSync(policy, JSON.stringify({ gates }));
  const commandLine = ['--no-demo', '--port', '0', '--strict', '--policy', policy];
  stack = await startStack({ dataFolder, commandLine });
}, 90_000);
afterAll(async () => {
  await stack.stop();
  removeDataFolder(stack.dataFolder);
});

type Decided = RequestView & { readonly planHash: string | null; readonly code?: string };

async function does(who: string, id: string, action: string, body: object = {}) {
  const answer = await stack.service.call(`requests/${id}/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': who },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Decided };
}

const reaches = (id: string, state: string) =>
  until(`${id} was ${state}`, async () => {
    const request = (await stack.service.get(id)) as Decided;
    return request.state === state && request;
  });

async function someone() {
  const person = await invent(stack.sandbox, ['b2c-de', 'hubspot']);
  const objectId = objectIdIn(person, 'b2c-de');
  const accounts = [{ tenant: 'b2c-de', objectId }];
  /** How often the account was changed: a freeze is one change, and giving it back another. */
  const changes = async () => {
    const lines = await stack.sandbox.journal();
    const isChange = ({ method, path, effect }: (typeof lines)[number]) =>
      method === 'PATCH' && path.includes(objectId) && effect === 'updated';
    return lines.filter(isChange).length;
  };
  return { person, accounts, changes };
}

test('an erasure waits for approval and cools off, while the same person’s access request is carried out', async () => {
  const { accounts, changes } = await someone();
  const { body: erasure } = await stack.service.post({ type: 'erasure', subject: { accounts } });
  const { planHash } = await reaches(erasure.id, 'awaiting-approval');

  const { body: access } = await stack.service.post({ type: 'access', subject: { accounts } });
  expect(await stack.service.finished(access.id)).toMatchObject({ state: 'completed' });
  expect(await changes()).toBe(0);

  await stack.kill('SIGKILL', 'host');
  const approve = () => does('ada', erasure.id, 'approve', { planHash });
  await until('the approval', async () => (await approve()).status === 200);
  expect(await approve()).toMatchObject({ status: 409, body: { code: 'not-allowed-in-state' } });
  await until('the freeze', async () => (await changes()) === 1);

  const ended = await stack.service.finished(erasure.id);
  expect(ended).toMatchObject({ state: 'completed' });
  expect(verdictsOf(ended)).toMatchObject({ 'b2c-de': 'erased', hubspot: 'erased' });
  expect(await does('ada', erasure.id, 'withdraw')).toMatchObject({
    status: 409,
    body: { state: 'completed', actions: [] },
  });
}, 120_000);

test('a UK request that cools off is held, resumed and withdrawn: the account is as it was', async () => {
  const { person, accounts, changes } = await someone();
  const { body } = await stack.service.post({
    type: 'erasure',
    regulation: 'uk-gdpr',
    subject: { accounts },
  });
  await reaches(body.id, 'cooling-off');
  await until('the freeze', async () => (await changes()) === 1);
  await does('ada', body.id, 'hold', { reason: 'clarification' });
  expect(await does('ada', body.id, 'resume')).toMatchObject({ body: { state: 'cooling-off' } });
  await does('ada', body.id, 'withdraw');
  expect(await stack.service.finished(body.id)).toMatchObject({ state: 'withdrawn' });
  expect(await changes()).toBe(2);
  const left = await stack.sandbox.traces(person.person);
  expect(left.map(({ what }) => what)).toEqual(expect.arrayContaining(['user', 'contact']));
}, 90_000);
