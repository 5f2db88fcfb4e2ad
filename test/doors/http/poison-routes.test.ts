import {
  discardRoute,
  poisonMessagesRoute,
  redriveRoute,
} from '../../../src/doors/http/poison-routes.ts';
import { StorageAway } from '../../../src/ports/storage-away.ts';
import { call, createMemoryIntake, type MemoryIntake } from '../../support/memory-intake.ts';

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake();
});

const good = JSON.stringify({ type: 'access', subject: { emails: ['ada@example.org'] } });

test('refused messages are listed with the code of their problem and their size, never with their content', async () => {
  for (const text of ['ada@example.org {', '{"type":"all"}', good])
    await intake.poisonQueue.put(text);
  const answer = await call(poisonMessagesRoute(intake), intake, {});
  expect(answer.json()).toMatchObject({
    count: 3,
    messages: [
      { id: '0', code: 'invalid-json', size: 17 },
      { id: '1', code: 'invalid-request' },
      { id: '2', code: null },
    ],
  });
  expect(answer.text).not.toContain('ada@');
  expect(intake.register.requests()).toEqual([]);
});

test('a message that is redriven goes to the queue of requests, and stays where it is when that fails', async () => {
  await intake.poisonQueue.put(good);
  const redrive = (id: string) =>
    call(redriveRoute(intake), intake, { method: 'POST', params: { id } });
  expect((await redrive('7')).status).toBe(404);
  const queue = { ...intake.requestQueue };
  intake.requestQueue.send = () => Promise.reject(new StorageAway(new Error('away')));
  expect((await redrive('0')).status).toBe(503);
  expect(intake.poison).toEqual([good]);
  Object.assign(intake.requestQueue, queue);
  expect((await redrive('0')).status).toBe(204);
  expect([intake.poison, intake.redriven]).toEqual([[], [good]]);
});

test('a message is discarded with a reason, which is a code', async () => {
  await intake.poisonQueue.put(good);
  const discard = (body: unknown) =>
    call(discardRoute(intake), intake, { method: 'POST', params: { id: '0' }, body });
  expect((await discard({})).status).toBe(400);
  expect((await discard({ reason: 'from ada@example.org' })).status).toBe(400);
  expect((await discard({ reason: 'sent-twice' })).status).toBe(204);
  expect(intake.poison).toEqual([]);
  expect(intake.log.lines.join()).toContain('"reason":"sent-twice"');
});
