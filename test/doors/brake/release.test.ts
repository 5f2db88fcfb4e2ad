import { openRequest } from '../../../src/activities/resolve/open-request.ts';
import { brakeReleaseRoute } from '../../../src/doors/brake/release-route.ts';
import { decisionRoute } from '../../../src/doors/http/decision-routes.ts';
import { requestRoute } from '../../../src/doors/http/request-routes.ts';
import { requestsRoute } from '../../../src/doors/http/requests-route.ts';
import { keyFingerprint } from '../../../src/doors/service-key.ts';
import { StorageAway } from '../../../src/ports/storage-away.ts';
import type { RequestId } from '../../../src/domain/request.ts';
import {
  call,
  createMemoryIntake,
  strictPolicy,
  type MemoryIntake,
} from '../../support/memory-intake.ts';

const keyOf = (name: string) => ({
  name,
  hmac: keyFingerprint(name),
  roles: ['Requester'] as const,
});

let intake: MemoryIntake;
let count: number;
beforeEach(() => {
  count = 0;
  const keys = [keyOf('portal'), keyOf('crm')];
  intake = createMemoryIntake({ ...strictPolicy, keys, brake: { erasuresPerHour: 2 } });
});

async function send(
  key: string,
  type = 'erasure',
  more: Record<string, string> = {},
): Promise<RequestId> {
  count += 1;
  const answer = await call(requestsRoute(intake), intake, {
    method: 'POST',
    headers: { 'x-functions-key': key, ...more },
    body: { type, subject: { emails: [`person-${more['idempotency-key'] ?? count}@example.org`] } },
  });
  expect(answer.status).toBe(202);
  return answer.json().id;
}

const stateOf = async (id: RequestId) => (await intake.register.get(id))?.state;
const post = (body?: object) =>
  call(brakeReleaseRoute(intake), intake, { method: 'POST', ...(body && { body }) });
const alerts = () => intake.events.filter(({ type }) => type === 'habeas.brake.engaged.v1');

test('above the limit erasures are held, one alert is sent, and an operator releases them', async () => {
  const [first, second] = [await send('portal'), await send('portal')];
  expect(alerts()).toEqual([]);
  const third = await send('portal');
  const [fourth, fifth] = [await send('crm'), await send('portal')];
  const copy = await send('portal', 'access');

  // The first two continue, and so does the request that only reads.
  for (const id of [first, second, copy]) expect(await stateOf(id)).toBe('received');
  for (const id of [third, fourth, fifth]) expect(await stateOf(id)).toBe('on-hold');
  expect(alerts()).toMatchObject([
    { id: 'brake.2026-03-02T10', data: { erasuresPerHour: 2, first: third } },
  ]);
  const journal = await intake.register.journal(third, true);
  expect(journal?.facts).toMatchObject([
    { kind: 'received' },
    { kind: 'decided', what: 'hold', reason: 'brake', actor: { kind: 'service' } },
    { kind: 'moved', state: 'on-hold' },
    { kind: 'waiting', for: 'on-hold', until: null },
  ]);
  const shown = await call(requestRoute(intake), intake, { params: { id: third } });
  expect(shown.json()).toMatchObject({ actions: expect.arrayContaining(['resume', 'withdraw']) });

  // The flow of a held request waits before it calls any system.
  const opened = await openRequest(intake, { requestId: third, run: 1 });
  expect(opened.gate).toMatchObject({ kind: 'wait', state: 'on-hold' });

  const resumed = await call(decisionRoute(intake, 'resume'), intake, {
    method: 'POST',
    params: { id: third },
  });
  expect(resumed.status).toBe(200);
  expect(await stateOf(third)).toBe('resolving');
  expect(intake.flows.woken).toHaveLength(1);

  expect((await post({ caller: 'crm' })).json()).toEqual({ released: 1, left: false });
  expect([await stateOf(fourth), await stateOf(fifth)]).toEqual(['resolving', 'on-hold']);
  expect((await post()).json()).toEqual({ released: 1, left: false });
  expect(await stateOf(fifth)).toBe('resolving');
  expect((await post({})).json()).toEqual({ released: 0, left: false });
});

test('a request that is on hold for another reason is not released with them', async () => {
  const id = await send('portal', 'access');
  const body = { reason: 'legal-hold' };
  await call(decisionRoute(intake, 'hold'), intake, { method: 'POST', params: { id }, body });
  expect((await post()).json()).toEqual({ released: 0, left: false });
  expect(await stateOf(id)).toBe('on-hold');
});

test('nobody can hold a request in the name of the brake, and a wrong caller is refused', async () => {
  const id = await send('portal');
  const body = { reason: 'brake' };
  const answer = await call(decisionRoute(intake, 'hold'), intake, {
    method: 'POST',
    params: { id },
    body,
  });
  expect(answer.status).toBe(400);
  expect((await post({ caller: 'a b' })).status).toBe(400);
  expect((await post({ callers: [] })).status).toBe(400);
});

test('a repeated request does not count against the limit', async () => {
  for (let again = 0; again < 5; again++)
    await send('portal', 'erasure', { 'idempotency-key': 'one' });
  expect(await stateOf(await send('portal'))).toBe('received');
  expect(await stateOf(await send('portal'))).toBe('on-hold');
});

test('an erasure that storage did not take does not use up what may go through', async () => {
  const accept = intake.register.accept.bind(intake.register);
  intake.register.accept = () => Promise.reject(new StorageAway());
  const body = { type: 'erasure', subject: { emails: ['ada@example.org'] } };
  const refused = await call(requestsRoute(intake), intake, {
    ...{ method: 'POST', headers: { 'x-functions-key': 'portal' }, body },
  });
  expect(refused.status).toBe(503);
  intake.register.accept = accept;
  for (let index = 0; index < 2; index++)
    expect(await stateOf(await send('portal'))).toBe('received');
  expect(await stateOf(await send('portal'))).toBe('on-hold');
});

test('when the alert cannot be sent, the next erasure that is held sends it', async () => {
  for (let index = 0; index < 2; index++) await send('portal');
  const queued = intake.statusQueue.send.bind(intake.statusQueue);
  intake.statusQueue.send = () => Promise.reject(new Error('away'));
  await send('portal');
  intake.statusQueue.send = queued;
  expect(alerts()).toEqual([]);
  await send('portal');
  expect(alerts()).toHaveLength(1);
});
