import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { invent } from '../support/invented-people.ts';
import { objectIdIn } from '../support/sandbox-client.ts';
import { verdictsOf, type RequestView } from '../support/service-client.ts';
import { removeDataFolder, startStack, type TestStack } from '../support/stack.ts';
import { seededDataFolder } from '../support/seeded-data-folder.ts';
import { until } from '../support/until.ts';

// An erasure under the CCPA meets no gate.
const policy = {
  gates: [
    { type: 'erasure', regulation: 'uk-gdpr', coolingOff: 'P3D', freeze: true },
    { type: 'erasure', regulation: 'gdpr', approvals: 1, coolingOff: 'PT2S', freeze: true },
  ],
  decideWithin: 'PT1H',
};

let stack: TestStack;

beforeAll(async () => {
  const dataFolder = await seededDataFolder();
  const policyFile = path.join(dataFolder, 'policy.json');
  writeFileSync(policyFile, JSON.stringify(policy));
  const commandLine = ['--no-demo', '--port', '0', '--strict', '--policy', policyFile];
  stack = await startStack({ dataFolder, commandLine });
}, 150_000);
afterAll(async () => {
  await stack.stop();
  removeDataFolder(stack.dataFolder);
});

type Decided = RequestView & {
  readonly planHash: string | null;
  readonly code?: string;
  readonly detail?: string;
};

interface Candidate {
  readonly candidate: string;
  readonly preview: string;
}

async function does(id: string, action: string, body: object = {}) {
  const answer = await stack.service.call(`requests/${id}/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': 'ada' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Decided };
}

const reaches = (id: string, state: string) =>
  until(`${id} was ${state}`, async () => {
    const request = (await stack.service.get(id)) as Decided;
    return request.state === state && request;
  });

async function erasureOf(objectId: string, regulation: 'gdpr' | 'uk-gdpr' | 'ccpa') {
  const subject = { accounts: [{ tenant: 'b2c-de', objectId }] };
  return (await stack.service.post({ type: 'erasure', regulation, subject })).body.id;
}

/** How often the account was changed: a freeze is one change, and the release is another. */
async function changesOf(objectId: string): Promise<number> {
  const lines = await stack.sandbox.journal();
  return lines.filter(
    ({ method, path, effect }) =>
      method === 'PATCH' && path.includes(objectId) && effect === 'updated',
  ).length;
}

async function kindsOf(id: string): Promise<string[]> {
  const { facts } = await stack.service.evidence(id);
  return facts.flatMap((fact) => ('what' in fact ? [`${fact.kind} ${fact.what}`] : []));
}

/** An erasure that waits for approval, while an access request of the same person is carried out. */
async function waitsForApproval() {
  const person = await invent(stack.sandbox, ['b2c-de', 'hubspot']);
  const objectId = objectIdIn(person, 'b2c-de');
  const id = await erasureOf(objectId, 'gdpr');
  const { planHash } = await reaches(id, 'awaiting-approval');
  const subject = { accounts: [{ tenant: 'b2c-de', objectId }] };
  const { body: access } = await stack.service.post({ type: 'access', subject });
  expect(await stack.service.finished(access.id)).toMatchObject({ state: 'completed' });
  expect(await changesOf(objectId)).toBe(0);
  return { id, objectId, planHash };
}

/** An erasure that ended with exceptions because Mailchimp was down, and that is now retried. */
async function isRetried() {
  const person = await invent(stack.sandbox, ['b2c-de', 'mailchimp']);
  const match = { path: person.records[0]?.id ?? '' };
  await stack.sandbox.fault('mailchimp', { mode: 'status', status: 401, match }, person.person);
  const id = await erasureOf(objectIdIn(person, 'b2c-de'), 'ccpa');
  const first = await stack.service.finished(id);
  expect(first).toMatchObject({
    state: 'completed-with-exceptions',
    actions: expect.arrayContaining(['retry', 'waive']),
  });
  expect(verdictsOf(first)).toMatchObject({ 'b2c-de': 'erased', mailchimp: 'failed' });

  await stack.sandbox.clearFault('mailchimp', person.person);
  await stack.sandbox.advance(1);
  expect(await does(id, 'systems/mailchimp/retry')).toMatchObject({
    status: 200,
    body: { state: 'running', finishedAt: null, delivery: { state: 'none' } },
  });
  return { id, person };
}

/** An erasure that waits for the answer whether the contact of a relative belongs to the person. */
async function waitsForAnswer() {
  const anna = await invent(stack.sandbox, ['b2c-de'], { givenName: 'Anna' });
  const { email } = anna;
  const josef = await invent(stack.sandbox, ['hubspot'], { givenName: 'Josef', email });
  const id = await erasureOf(objectIdIn(anna, 'b2c-de'), 'ccpa');
  const waiting = await reaches(id, 'needs-decision');
  expect(waiting.actions).toContain('decide');
  expect(verdictsOf(waiting)).toMatchObject({ hubspot: 'ambiguous' });

  const answer = await stack.service.call(`requests/${id}/systems/hubspot/candidates`);
  const [candidate, ...others] = (await answer.json()) as Candidate[];
  expect(others).toEqual([]);
  expect(candidate).toMatchObject({ metBy: ['email'], lead: false });
  expect(candidate?.preview).toMatch(/^J… Q…, z…@q….example/);
  return { id, josef };
}

describe('three requests that wait for people, whose host is killed', () => {
  let approved: Awaited<ReturnType<typeof waitsForApproval>>;
  let retried: Awaited<ReturnType<typeof isRetried>>;
  let answered: Awaited<ReturnType<typeof waitsForAnswer>>;

  beforeAll(async () => {
    [approved, answered] = await Promise.all([waitsForApproval(), waitsForAnswer()]);
    retried = await isRetried();
    await stack.kill('SIGKILL', 'host');
  }, 120_000);

  test.concurrent(
    'an erasure is approved, waits for the cooling-off period and is carried out',
    async () => {
      const { id, objectId, planHash } = approved;
      const approve = () => does(id, 'approve', { planHash });
      await until('the approval', async () => (await approve()).status === 200);
      expect(await approve()).toMatchObject({
        status: 409,
        body: { code: 'not-allowed-in-state' },
      });
      await until('the freeze', async () => (await changesOf(objectId)) === 1);

      const ended = await stack.service.finished(id);
      expect(ended).toMatchObject({ state: 'completed' });
      expect(verdictsOf(ended)).toMatchObject({ 'b2c-de': 'erased', hubspot: 'erased' });
      expect(await does(id, 'withdraw')).toMatchObject({
        status: 409,
        body: { state: 'completed', actions: [] },
      });
    },
    90_000,
  );

  test.concurrent(
    'Mailchimp was down: the next day a retry erases there, and a new final status is delivered',
    async () => {
      const { id, person } = retried;
      const second = await stack.service.finished(id);
      expect(second.state).toBe('completed');
      expect(verdictsOf(second)).toMatchObject({ 'b2c-de': 'erased', mailchimp: 'erased' });
      const left = await stack.sandbox.traces(person.person);
      expect(left.map(({ system }) => system)).not.toContain('mailchimp');
      expect(await kindsOf(id)).toContain('decided retry');
      await until('both statuses were delivered', async () => {
        const { facts } = await stack.service.evidence(id);
        return facts.filter(({ kind }) => kind === 'delivered').length === 2;
      });
      expect(await does(id, 'retry')).toMatchObject({
        status: 409,
        body: { code: 'not-allowed-in-state', detail: expect.stringContaining('key') as string },
      });
    },
    90_000,
  );

  test.concurrent(
    'an operator answers about a family: the contact of the relative stays, and the system is absent',
    async () => {
      const { id, josef } = answered;
      const decide = () => does(id, 'systems/hubspot/decide', { records: [] });
      await until('the decision', async () => (await decide()).status === 200);

      const ended = await stack.service.finished(id);
      expect(ended.state).toBe('completed');
      expect(verdictsOf(ended)).toMatchObject({ 'b2c-de': 'erased', hubspot: 'absent' });
      const left = await stack.sandbox.traces(josef.person);
      expect(left).toMatchObject([{ system: 'hubspot', what: 'contact', count: 1 }]);
      expect(await kindsOf(id)).toEqual(
        expect.arrayContaining(['viewed candidates', 'decided decide', 'closed dossier']),
      );
    },
    90_000,
  );

  test.concurrent(
    'a UK request is held, resumed and withdrawn during its cooling-off period: the account is not changed',
    async () => {
      const person = await invent(stack.sandbox, ['b2c-de', 'hubspot']);
      const objectId = objectIdIn(person, 'b2c-de');
      const id = await until('the request', () => erasureOf(objectId, 'uk-gdpr'));
      await reaches(id, 'cooling-off');
      await until('the freeze', async () => (await changesOf(objectId)) === 1);
      await does(id, 'hold', { reason: 'clarification' });
      expect(await does(id, 'resume')).toMatchObject({ body: { state: 'cooling-off' } });
      await does(id, 'withdraw');
      expect(await stack.service.finished(id)).toMatchObject({ state: 'withdrawn' });
      expect(await changesOf(objectId)).toBe(2);
      const left = await stack.sandbox.traces(person.person);
      expect(left.map(({ what }) => what)).toEqual(expect.arrayContaining(['user', 'contact']));
    },
    90_000,
  );
});
