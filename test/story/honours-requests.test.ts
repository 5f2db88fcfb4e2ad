import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { startCallbackReceiver, type CallbackReceiver } from '../support/callback-receiver.ts';
import { searchFolder } from '../support/canaries.ts';
import {
  canariesOf,
  directories,
  everywhere,
  invent,
  type Invented,
} from '../support/invented-people.ts';
import { readZip } from '../support/read-zip.ts';
import { objectIdIn } from '../support/sandbox-client.ts';
import { systemOf, verdictsOf, type RequestBody } from '../support/service-client.ts';
import { removeDataFolder, startStack, type TestStack } from '../support/stack.ts';
import { openQueues, type StorageQueues } from '../support/storage-queues.ts';
import { until } from '../support/until.ts';
import { storyOfAnOutage } from './outage.ts';

let stack: TestStack;
let receiver: CallbackReceiver;
let queues: StorageQueues;
/** A request from the queue. Its callback is refused once, and tried again while the other stories run. */
let queuedId: string;
/** All people whose data is searched for at the end. */
const planted: Record<string, Invented> = {};

beforeAll(async () => {
  [stack, receiver] = await Promise.all([startStack(), startCallbackReceiver()]);
  queues = openQueues(stack.run.storage);
}, 90_000);
afterAll(async () => {
  receiver.close();
  await stack.stop();
  removeDataFolder(stack.dataFolder);
});

async function plant(name: string, ...how: [readonly string[], object?]): Promise<Invented> {
  const person = await invent(stack.sandbox, ...how);
  planted[name] = person;
  return person;
}

function about(type: RequestBody['type'], person: Invented, tenant = 'b2c-de'): RequestBody {
  return { type, subject: { accounts: [{ tenant, objectId: objectIdIn(person, tenant) }] } };
}

async function honour(body: RequestBody) {
  const { status, body: accepted } = await stack.service.post(body);
  expect(status).toBe(202);
  return stack.service.finished(accepted.id);
}

interface FinishedEvent {
  readonly type: string;
  readonly data: { id: string; state: string; systems: { id: string; verdict: string }[] };
}

async function statusEvent(requestId: string): Promise<FinishedEvent> {
  return until('the queue has the final status', async () => {
    const events = (await queues.peek('dsar-status')).map(
      (text) => JSON.parse(text) as FinishedEvent,
    );
    return events.find(({ type, data }) => type.includes('finished') && data.id === requestId);
  });
}

async function callbackEvent(callbackPath: string) {
  return until('the callback came', () =>
    receiver.received.find((one) => one.path === callbackPath),
  );
}

describe('a person in three tenants and two vendors, known by one object ID', () => {
  let person: Invented;
  beforeAll(async () => {
    person = await plant('everywhere', everywhere);
  });

  test('gets a copy of all data', async () => {
    const finished = await honour(about('access', person));
    expect(finished).toMatchObject({ state: 'completed', reason: null });
    expect(verdictsOf(finished)).toEqual(
      Object.fromEntries(everywhere.map((system) => [system, 'exported'])),
    );
    const answer = await stack.service.package(finished.id);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    const entries = Object.entries(await readZip(await answer.arrayBuffer()));
    expect(entries.map(([name]) => name)).toContain('manifest.json');
    expect(entries.filter(([, { deflated }]) => !deflated)).toEqual([]);
    for (const account of person.accounts)
      expect(entries.some(([, { text }]) => text.includes(account.objectId))).toBe(true);
    for (const vendor of ['hubspot', 'mailchimp'])
      expect(
        entries.some(([name, { text }]) => name.includes(vendor) && text.includes(person.email)),
      ).toBe(true);
  });

  test('is erased everywhere, and callback and queue carry the same status', async () => {
    const body = { ...about('erasure', person), callbackUrl: receiver.url('/portal') };
    const finished = await honour(body);
    expect(finished).toMatchObject({ state: 'completed', reason: null });
    expect(verdictsOf(finished)).toEqual(
      Object.fromEntries(everywhere.map((system) => [system, 'erased'])),
    );
    for (const tenant of directories) {
      const { residuals, counts } = systemOf(finished, tenant);
      expect(residuals).toEqual([
        { what: 'audit-records', verdict: 'expires', until: expect.stringMatching(/^\d{4}-/) },
      ]);
      expect(Object.values(counts.left ?? {})).toEqual(
        Object.values(counts.left ?? {}).map(() => 0),
      );
    }
    const traces = await stack.sandbox.traces(person.person);
    expect([...new Set(traces.map(({ what }) => what))]).toEqual(['auditEvent']);

    const queued = await statusEvent(finished.id);
    const called = await callbackEvent('/portal');
    expect(JSON.parse(called.body)).toEqual(queued);
    expect(queued.data.state).toBe(finished.state);
    expect(queued.data.systems.map(({ id, verdict }) => [id, verdict])).toEqual(
      Object.entries(verdictsOf(finished)),
    );
    await until('the delivery was noted', async () => {
      return (await stack.service.get(finished.id)).delivery.state === 'delivered';
    });
  });

  test('the callback is signed by Standard Webhooks', async () => {
    const called = await callbackEvent('/portal');
    const secret = readFileSync(path.join(stack.dataFolder, 'keys', 'webhook-secret'), 'utf8');
    const headers = called.headers as Record<string, string>;
    expect(headers['content-type']).toMatch(/^application\/cloudevents\+json/);
    expect(new Webhook(secret).verify(called.body, headers)).toMatchObject({
      id: headers['webhook-id'],
    });
    expect(() => new Webhook(secret).verify(`${called.body} `, headers)).toThrow();
  });
});

describe('for an unknown person', () => {
  const unsearched = { 'b2c-fr': 'unsearched', 'b2c-us': 'unsearched' };

  test.each([
    [
      'an e-mail address, every system is searched and is absent',
      { emails: [`${randomUUID()}@example.org`] },
      'no-match',
      {},
    ],
    [
      'an object ID, the other tenants cannot be searched',
      { accounts: [{ tenant: 'b2c-de', objectId: randomUUID() }] },
      'not-everywhere',
      unsearched,
    ],
    [
      'a user name, only its own tenant can be searched',
      { identities: [{ signInType: 'userName', issuer: 'b2c-de', issuerAssignedId: 'nobody' }] },
      'not-everywhere',
      { ...unsearched, hubspot: 'unsearched', mailchimp: 'unsearched' },
    ],
  ])('known only by %s', async (_, subject, reason, others) => {
    const finished = await honour({ type: 'erasure', subject });
    expect(finished).toMatchObject({ state: 'completed', reason });
    expect(verdictsOf(finished)).toEqual({
      ...Object.fromEntries(everywhere.map((system) => [system, 'absent'])),
      ...others,
    });
    for (const { verdict, reason: why, searched } of finished.systems)
      expect([verdict, why ?? null, searched?.length === 0]).toEqual(
        verdict === 'absent' ? [verdict, null, false] : [verdict, 'no-identifier', true],
      );
  });
});

test('a directory that refuses one look-up leaves no system absent', async () => {
  await stack.sandbox.fault('b2c-us', {
    mode: 'status',
    status: 400,
    match: { path: '/directory/deletedItems' },
  });
  const finished = await honour({
    type: 'access',
    subject: { emails: [`${randomUUID()}@example.org`] },
  });
  await stack.sandbox.clearFault('b2c-us');
  expect(finished).toMatchObject({ state: 'failed', reason: 'no-system-done' });
  const reasons = Object.fromEntries(finished.systems.map(({ id, reason }) => [id, reason]));
  const others = everywhere.filter((id) => id !== 'b2c-us').map((id) => [id, 'incomplete']);
  expect(reasons).toEqual({ 'b2c-us': 'refused', ...Object.fromEntries(others) });
});

describe('whose identifier it is:', () => {
  test('a stranger who claims the address of a victim gets no data of the victim, and the victim can still be erased', async () => {
    const victim = await plant('victim', ['b2c-de', 'hubspot']);
    const stranger = await plant('stranger', ['b2c-de'], { user: { otherMails: [victim.email] } });

    const copy = await honour(about('access', stranger));
    expect(verdictsOf(copy)).toMatchObject({ 'b2c-de': 'exported', hubspot: 'absent' });
    // The stranger's own claim is no record of another person.
    expect(copy.systems.map(({ leads }) => leads)).toEqual(everywhere.map(() => 0));
    const entries = await readZip(await (await stack.service.package(copy.id)).arrayBuffer());
    const texts = Object.values(entries).map(({ text }) => text);
    for (const secret of [victim.givenName, victim.phone, objectIdIn(victim, 'b2c-de')])
      expect(texts.filter((text) => text.includes(secret))).toEqual([]);

    const erasure = await honour(about('erasure', victim));
    // The stranger's account holds the address: it is a lead, and stops nothing.
    expect(erasure.state).toBe('completed-with-exceptions');
    expect(systemOf(erasure, 'b2c-de')).toMatchObject({ verdict: 'erased', leads: 1 });
    expect(verdictsOf(erasure)).toMatchObject({ hubspot: 'erased' });
    expect((await stack.sandbox.traces(stranger.person)).map(({ what }) => what)).toContain('user');
  });

  test('a relative with the same address is ambiguous and is not touched', async () => {
    const mother = await plant('mother', ['b2c-de'], { givenName: 'Miriamqua' });
    const father = await plant('father', ['b2c-fr'], {
      givenName: 'Tobiasqua',
      email: mother.email,
    });
    const before = await stack.sandbox.traces(father.person);
    const finished = await honour(about('erasure', mother));
    expect(finished.state).toBe('completed-with-exceptions');
    expect(verdictsOf(finished)).toMatchObject({ 'b2c-de': 'erased', 'b2c-fr': 'ambiguous' });
    expect(await stack.sandbox.traces(father.person)).toEqual(before);
  });

  test('a Global Administrator is not touched', async () => {
    const administrator = await plant('administrator', ['b2c-de', 'b2c-fr'], {
      related: { directoryRoles: ['Global Administrator'] },
    });
    const before = await stack.sandbox.traces(administrator.person);
    const seen = (await stack.sandbox.journal()).at(-1)?.seq ?? 0;
    const finished = await honour(about('erasure', administrator));
    expect(systemOf(finished, 'b2c-de')).toMatchObject({
      verdict: 'failed',
      code: 'privileged-account',
    });
    expect(await stack.sandbox.traces(administrator.person)).toEqual(before);
    const deeds = (await stack.sandbox.journal(seen)).filter(({ effect }) => effect !== null);
    expect(deeds).toEqual([]);
  });
});

test('the status of a request from the queue is sent to the status queue', async () => {
  const person = await invent(stack.sandbox, ['b2c-de', 'mailchimp']);
  const body = {
    ...about('erasure', person),
    callbackUrl: receiver.url('/by-queue'),
    reference: 'CASE-1',
    idempotencyKey: 'CASE-1',
  };
  receiver.answerNext(503);
  const accepted = (messageId: string) =>
    until('the request was accepted', async () => {
      const events = (await queues.peek('dsar-status')).map(
        (text) => JSON.parse(text) as { type: string; data: { id: string; messageId: string } },
      );
      return events.find(
        ({ type, data }) => type === 'habeas.request.accepted.v1' && data.messageId === messageId,
      );
    });
  const first = await accepted(await queues.send('dsar-requests', JSON.stringify(body)));
  queuedId = first.data.id;
  // Other SDKs write no base64. The same key begins nothing twice.
  const second = await accepted(await queues.send('dsar-requests', JSON.stringify(body), 'utf8'));
  expect(second.data.id).toBe(queuedId);
  const finished = await stack.service.finished(queuedId);
  expect(verdictsOf(finished)).toMatchObject({ 'b2c-de': 'erased', mailchimp: 'erased' });
});

describe('one bad system does not stop the others', () => {
  test('an erasing call with a lost answer is not repeated before the system was asked', async () => {
    const person = await plant('lost answer', ['b2c-fr', 'hubspot', 'mailchimp']);
    const lost = { mode: 'reset', when: 'after', times: 1 };
    await stack.sandbox.fault('b2c-fr', {
      ...lost,
      match: { method: 'DELETE', path: '^/v1.0/users' },
    });
    await stack.sandbox.fault('hubspot', {
      ...lost,
      match: { method: 'POST', path: 'gdpr-delete' },
    });
    await stack.sandbox.fault('mailchimp', {
      ...lost,
      match: { method: 'POST', path: 'delete-permanent' },
    });
    const seen = (await stack.sandbox.journal()).at(-1)?.seq ?? 0;
    const finished = await honour(about('erasure', person, 'b2c-fr'));
    expect(finished.state).toBe('completed');

    const calls = (await stack.sandbox.journal(seen)).filter(({ system }) => system !== 'b2c-us');
    const erasing = calls.filter(({ effect }) => effect === 'erased' || effect === 'purged');
    const deeds = erasing.map(({ system, effect }) => `${system} ${String(effect)}`).sort();
    expect(deeds).toEqual(['b2c-fr erased', 'b2c-fr purged', 'hubspot erased', 'mailchimp erased']);
    for (const deed of erasing) {
      const again = calls.filter(
        ({ seq, method, path: called }) =>
          seq > deed.seq && method === deed.method && called === deed.path,
      );
      for (const call of again) {
        const asked = calls.some(
          ({ seq, system, method }) =>
            system === deed.system && method === 'GET' && seq > deed.seq && seq < call.seq,
        );
        expect(asked).toBe(true);
      }
    }
    for (const system of ['b2c-fr', 'hubspot', 'mailchimp']) await stack.sandbox.clearFault(system);
  });

  storyOfAnOutage(() => stack);

  describe('one refuses, one answers 503 with HTML, one answers 401', () => {
    const bad = {
      'b2c-fr': 'credentials-rejected',
      hubspot: 'unavailable',
      mailchimp: 'unavailable',
    };
    let id: string;
    beforeAll(async () => {
      const person = await plant('bad systems', everywhere);
      await stack.sandbox.fault('hubspot', { mode: 'refuse' });
      await stack.sandbox.fault('mailchimp', { mode: 'html', status: 503 });
      await stack.sandbox.fault('b2c-fr', { mode: 'status', status: 401 });
      id = await stack.service.submit(about('erasure', person), 'bad-systems');
    });
    afterAll(async () => {
      for (const system of Object.keys(bad)) await stack.sandbox.clearFault(system);
    });

    // The next tests need no system. They run while the bad systems are tried again.
    const account = { tenant: 'b2c-de', objectId: '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11' };
    const secret = 'zq-never-echoed';
    const json = { 'content-type': 'application/json' };
    const erasure = (subject: unknown) => JSON.stringify({ type: 'erasure', subject });
    test.each<[string, number, string, RequestInit]>([
      ['not JSON', 400, 'invalid-json', { body: `{"type": "${secret}` }],
      ['no object', 400, 'invalid-request', { body: `["${secret}"]` }],
      ['wrong types', 400, 'invalid-request', { body: `{"type": 7, "subject": "${secret}"}` }],
      ['an unknown type', 400, 'invalid-request', { body: `{"type": "${secret}", "subject": {}}` }],
      [
        'an unknown tenant',
        400,
        'unknown-system',
        { body: erasure({ accounts: [{ ...account, tenant: secret }] }) },
      ],
      [
        'a malformed object ID',
        400,
        'invalid-request',
        { body: erasure({ accounts: [{ ...account, objectId: secret }] }) },
      ],
      ['an empty subject', 400, 'empty-subject', { body: erasure({}) }],
      ['a subject of empty lists', 400, 'empty-subject', { body: erasure({ accounts: [] }) }],
      [
        'an unknown field',
        400,
        'invalid-request',
        { body: erasure({ accounts: [{ ...account, [secret]: 1 }] }) },
      ],
      ['2 MB', 413, 'too-large', { body: erasure({ emails: [secret.repeat(140_000)] }) }],
      [
        'another content type',
        415,
        'unsupported-media-type',
        { body: erasure({ accounts: [account] }), headers: { 'content-type': 'text/plain' } },
      ],
    ])('meanwhile %s is refused with %i %s', async (_, status, code, init) => {
      const before = await stack.service.list();
      const answer = await stack.service.call('requests', {
        method: 'POST',
        headers: json,
        ...init,
      });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      const text = await answer.text();
      expect(JSON.parse(text)).toMatchObject({ status, code, type: `urn:habeas:problem:${code}` });
      expect(text).not.toContain(secret);
      const after = await stack.service.list();
      expect(after.items.map((item) => item.id)).toEqual(before.items.map((item) => item.id));
    });

    test('meanwhile an idempotency key with another body is refused', async () => {
      const answer = await stack.service.post(
        { type: 'access', subject: { accounts: [account] } },
        'bad-systems',
      );
      expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    });

    test('meanwhile an invalid queue message goes to the poison queue and is shown', async () => {
      await queues.send('dsar-requests', 'garbage');
      await until('the garbage was put aside', async () => {
        return (await queues.peek('dsar-requests-poison')).includes('garbage');
      });
      const shown = (await (await stack.service.call('poison-messages')).json()) as {
        count: number;
      };
      expect(shown.count).toBe(1);
    });

    test('the others are erased, and each bad system has the code of its failure', async () => {
      const finished = await stack.service.finished(id, 90_000);
      expect(finished.state).toBe('completed-with-exceptions');
      expect(verdictsOf(finished)).toMatchObject({ 'b2c-de': 'erased', 'b2c-us': 'erased' });
      for (const [system, code] of Object.entries(bad))
        expect(systemOf(finished, system)).toMatchObject({ verdict: 'failed', code });
    }, 120_000);
  });
});

test('a refused callback is tried again with the same event', async () => {
  const tries = await until('the callback was tried again', () => {
    const before = receiver.received.filter((one) => one.path === '/by-queue');
    return before.length === 2 && before;
  });
  const queued = await statusEvent(queuedId);
  expect(tries.map((one) => JSON.parse(one.body) as unknown)).toEqual([queued, queued]);
  expect(new Set(tries.map((one) => one.headers['webhook-id'])).size).toBe(1);
  await until('the delivery was noted', async () => {
    const { delivery } = await stack.service.get(queuedId);
    return delivery.state === 'delivered' && delivery.attempts === 2;
  });
});

test('data that expires by itself is read back after its date', async () => {
  const person = await plant('watched', ['b2c-us', 'hubspot']);
  await haveAuditRecordsExpireAtOnce('b2c-us');
  const id = await stack.service.submit(about('erasure', person, 'b2c-us'), 'watched');
  const finished = await stack.service.finished(id);
  expect(systemOf(finished, 'b2c-us')).toMatchObject({
    verdict: 'erased',
    residuals: [{ verdict: 'expires' }],
  });

  // The end of the request has written when to look. Nothing else must happen before the host dies.
  await stack.kill('SIGKILL', 'host');
  await stack.sandbox.advance(8);
  const readBack = await until('it was read back', async () => {
    await stack.service.sweep();
    const request = await stack.service.get(id);
    return systemOf(request, 'b2c-us').residuals[0]?.verdict === 'erased' && request;
  });
  expect(readBack).toMatchObject({ state: 'completed', finishedAt: finished.finishedAt });
  const { facts } = await stack.service.evidence(id);
  expect(facts.findLast(({ kind }) => kind === 'watched')).toMatchObject({
    system: 'b2c-us',
    results: [{ what: 'audit-records', verdict: 'erased', code: null }],
  });
  expect(await stack.sandbox.traces(person.person)).toEqual([]);
}, 60_000);

/** The service uses real time, not the clock of the simulators. So this tenant is configured to drop its records within a second. */
async function haveAuditRecordsExpireAtOnce(tenant: string): Promise<void> {
  const file = path.join(stack.dataFolder, 'habeas.config.json');
  const config = JSON.parse(readFileSync(file, 'utf8')) as {
    systems: { id: string; settings: Record<string, unknown> }[];
  };
  for (const { id, settings } of config.systems)
    if (id === tenant) settings['auditRetentionDays'] = 1 / 86_400;
  writeFileSync(file, JSON.stringify(config));
  await stack.kill('SIGTERM', 'host');
}

test('no data of these people is outside the sandbox, before or after the stop', async () => {
  const canaries = Object.assign(
    {},
    ...Object.entries(planted).map(([name, person]) => canariesOf(name, person)),
  ) as Record<string, string>;
  expect(Object.keys(canaries).length).toBeGreaterThan(40);
  const inside = searchFolder(path.join(stack.dataFolder, 'sandbox'), canaries, []);
  expect(inside.length).toBeGreaterThan(0);
  expect(searchFolder(stack.dataFolder, canaries, ['sandbox'])).toEqual([]);
  // The storage writes all that it holds to disk only when it stops.
  expect(await stack.stop()).toBe(0);
  expect(searchFolder(stack.dataFolder, canaries, ['sandbox'])).toEqual([]);
});
