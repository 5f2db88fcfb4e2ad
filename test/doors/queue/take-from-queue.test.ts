import { takeFromQueue } from '../../../src/doors/queue/take-from-queue.ts';
import { KeysDiffer } from '../../../src/ports/keys-differ.ts';
import { StorageAway } from '../../../src/ports/storage-away.ts';
import { createMemoryIntake, type MemoryIntake } from '../../support/memory-intake.ts';
import { ending } from '../../support/requests.ts';

const body = {
  type: 'erasure',
  subject: { emails: ['ada@example.org'] },
  reference: 'CASE-4711',
};

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake();
});

const take = (content: unknown, id = 'message-1'): Promise<void> =>
  takeFromQueue(intake, intake, { id, content });

test('a good message is registered, started and announced', async () => {
  await take(body);
  const [request] = intake.register.requests();
  expect(intake.flows.started.has(request?.id ?? '')).toBe(true);
  expect(intake.poison).toEqual([]);
  expect(intake.events).toEqual([
    {
      specversion: '1.0',
      id: 'message-1.accepted',
      source: 'https://dsar.example.org/',
      type: 'habeas.request.accepted.v1',
      subject: request?.id,
      time: '2026-03-02T10:00:00.000Z',
      datacontenttype: 'application/json',
      data: { id: request?.id, reference: 'CASE-4711', messageId: 'message-1' },
    },
  ]);
});

test('a message in base64 is read like plain JSON, and text in base64 stays readable', async () => {
  await take(Buffer.from(JSON.stringify(body)).toString('base64'));
  expect(intake.register.requests()).toMatchObject([{ reference: 'CASE-4711', type: 'erasure' }]);
  await take(Buffer.from('nonsense').toString('base64'), 'message-2');
  // Looks like base64, but is no text.
  await take('////', 'message-3');
  expect(intake.poison).toEqual(['nonsense', '////']);
});

test('a message that is delivered twice gets the same answer, even after the request ended', async () => {
  await take(body);
  await intake.register.end(intake.register.requests()[0]!.id, ending());
  await take(body);
  expect(intake.register.requests()).toHaveLength(1);
  expect(intake.events[1]).toEqual(intake.events[0]);
});

test('two messages with the same idempotency key make one request', async () => {
  await take({ ...body, idempotencyKey: 'k' }, 'message-1');
  await intake.register.end(intake.register.requests()[0]!.id, ending());
  await take({ ...body, idempotencyKey: 'k' }, 'message-2');
  expect(intake.register.requests()).toHaveLength(1);
  expect(intake.events.map(({ id }) => id)).toEqual(['message-1.accepted', 'message-2.accepted']);
});

test.each([
  ['text that is not JSON', 'ada@example.org {', null, null],
  ['a list', [1, 2], 'invalid-request', null],
  ['a number', 7, 'invalid-request', null],
  ['an unknown type', { ...body, type: 'Zaphod' }, 'invalid-request', 'CASE-4711'],
  [
    'an unknown tenant',
    {
      type: 'erasure',
      subject: {
        accounts: [{ tenant: 'Zaphod', objectId: '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11' }],
      },
    },
    'unknown-system',
    null,
  ],
  ['an empty subject', { ...body, subject: {} }, 'empty-subject', 'CASE-4711'],
  [
    'a reference with a personal name',
    { ...body, reference: 'Ada Zaphod' },
    'invalid-request',
    null,
  ],
  ['a key that is not text', { ...body, idempotencyKey: 7 }, 'invalid-request', 'CASE-4711'],
  ['an empty key', { ...body, idempotencyKey: '' }, 'invalid-request', 'CASE-4711'],
])('%s goes to the poison queue at once', async (_name, content, code, reference) => {
  await take(content);
  expect(intake.register.requests()).toEqual([]);
  expect(intake.poison).toEqual([typeof content === 'string' ? content : JSON.stringify(content)]);
  expect(intake.events).toHaveLength(code === null ? 0 : 1);
  if (code !== null)
    expect(intake.events[0]).toMatchObject({
      id: 'message-1.rejected',
      type: 'habeas.request.rejected.v1',
      data: { messageId: 'message-1', reference, problem: { code } },
    });
  expect(JSON.stringify(intake.events) + intake.log.lines.join('')).not.toMatch(/Zaphod|ada@/);
});

test('a key that was used with another body is rejected', async () => {
  await take({ ...body, idempotencyKey: 'k' }, 'message-1');
  await take({ ...body, idempotencyKey: 'k', type: 'access' }, 'message-2');
  expect(intake.register.requests()).toHaveLength(1);
  expect(intake.poison).toHaveLength(1);
  expect(intake.events[1]).toMatchObject({
    data: { messageId: 'message-2', problem: { code: 'idempotency-key-reused' } },
  });
});

test('a message that is nested too deeply is rejected once', async () => {
  const deep = JSON.parse(`${'['.repeat(30_000)}${']'.repeat(30_000)}`) as unknown;
  await take({ ...body, subject: deep }, 'message-1');
  await take(deep, 'message-2');
  expect(intake.poison).toHaveLength(2);
  expect(intake.events).toMatchObject([
    { type: 'habeas.request.rejected.v1', data: { problem: { code: 'invalid-request' } } },
    { type: 'habeas.request.rejected.v1', data: { problem: { code: 'invalid-request' } } },
  ]);
});

test('a message stays in the queue while the service has the wrong keys', async () => {
  intake.dossiers.create = () => Promise.reject(new KeysDiffer(['HABEAS_LOOKUP_KEY']));
  await expect(take(body)).rejects.toThrow(KeysDiffer);
  expect(intake.poison).toEqual([]);
});

test('a temporary fault is thrown, so the host delivers the message again', async () => {
  intake.register.accept = () => Promise.reject(new StorageAway());
  await expect(take(body)).rejects.toThrow(StorageAway);
  expect(intake.poison).toEqual([]);
  expect(intake.events).toEqual([]);
});
