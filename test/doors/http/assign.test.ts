import { assignRoute } from '../../../src/doors/http/assign-route.ts';
import { requestRoute } from '../../../src/doors/http/request-routes.ts';
import { requestsRoute } from '../../../src/doors/http/requests-route.ts';
import type { Role } from '../../../src/domain/role.ts';
import { keyFingerprint } from '../../../src/doors/service-key.ts';
import {
  call,
  createMemoryIntake,
  strictPolicy,
  type MemoryIntake,
} from '../../support/memory-intake.ts';
import {
  acceptance,
  bringTo,
  ending,
  registeredRequest,
  systemLine,
} from '../../support/requests.ts';

const holders: Readonly<Record<string, Role>> = {
  ada: 'Operator',
  bob: 'Approver',
  eve: 'Auditor',
  portal: 'Requester',
};
const policy = {
  ...strictPolicy,
  keys: Object.entries(holders).map(([name, role]) => ({
    ...{ name, hmac: keyFingerprint(`key of ${name}`), roles: [role] },
  })),
};

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake(policy, { required: true, platformSignIn: false });
});

const headers = (who: string) => ({ 'x-functions-key': `key of ${who}` });

async function assigns(who: string, id: string, body: unknown) {
  const sent = { method: 'POST', headers: headers(who), params: { id }, body };
  const answer = await call(assignRoute(intake), intake, sent);
  return { status: answer.status, body: JSON.parse(answer.text) as Record<string, unknown> };
}

async function shows(who: string, id: string) {
  const answer = await call(requestRoute(intake), intake, {
    headers: headers(who),
    params: { id },
  });
  return (JSON.parse(answer.text) as { assigned?: unknown }).assigned;
}

async function listOf(who: string, query: string) {
  const sent = { headers: headers(who), path: `requests?${query}` };
  return (await call(requestsRoute(intake), intake, sent)).json().items.map(({ id }) => id);
}

const ownedBy = (name: string) => intake.lookupHash('caller', 'key', name);

test('an operator takes a request, a colleague takes it over and gives it back; each is a fact', async () => {
  const { id } = await bringTo(intake.register, { owner: ownedBy('portal') });
  const other = await bringTo(intake.register, {});
  expect(await shows('ada', id)).toBeNull();
  const taken = await assigns('ada', id, { to: 'me' });
  expect(taken).toMatchObject({
    status: 200,
    body: { assigned: { kind: 'key', id: 'ada', me: true } },
  });
  expect(await listOf('ada', 'assigned=me')).toEqual([id]);
  expect(await listOf('ada', '')).toEqual([other.id, id]);
  expect(await shows('eve', id)).toEqual({ kind: 'key', id: 'ada', me: false });

  await assigns('ada', id, { to: 'me' });
  await assigns('bob', id, { to: 'me' });
  expect(await listOf('ada', 'assigned=me')).toEqual([]);
  expect(await listOf('bob', 'assigned=me&state=open')).toEqual([id]);
  expect(await assigns('ada', id, { to: null })).toMatchObject({ body: { assigned: null } });
  const { facts } = (await intake.register.journal(id, true))!;
  expect(facts.slice(1)).toMatchObject([
    { kind: 'assigned', to: 'me', actor: { kind: 'key', id: 'ada' } },
    { kind: 'assigned', to: 'me', actor: { id: 'bob' } },
    { kind: 'assigned', to: null, actor: { id: 'ada' } },
  ]);
});

test('a requester does not learn who handles the request', async () => {
  const { id } = await bringTo(intake.register, { owner: ownedBy('portal') });
  await assigns('ada', id, { to: 'me' });
  expect(await shows('portal', id)).toBeUndefined();
  expect(await listOf('portal', 'assigned=me')).toEqual([]);
  const sent = { headers: headers('portal') };
  expect((await call(requestsRoute(intake), intake, sent)).text).not.toContain('ada');
});

test('a request can be taken after its end while a retry is possible, and not later', async () => {
  const request = registeredRequest();
  await intake.register.accept(acceptance({ request }));
  const systems = [systemLine('hubspot', { verdict: 'failed', code: 'unavailable' })];
  await intake.register.end(
    request.id,
    ending({ state: 'failed', systems, closeAt: '2026-03-16T11:00:00.000Z' }),
  );
  expect(await assigns('ada', request.id, { to: 'me' })).toMatchObject({ status: 200 });
  await intake.register.close(request.id);
  expect(await assigns('ada', request.id, { to: null })).toMatchObject({
    status: 409,
    body: { code: 'not-allowed-in-state', state: 'failed', actions: [] },
  });
});

test.each([{}, { to: 'bob' }, { to: 'me', comment: 1 }, []])('%j is invalid', async (body) => {
  const { id } = await bringTo(intake.register, {});
  expect(await assigns('ada', id, body)).toMatchObject({ status: 400 });
});

test('without authentication, two keys are two callers', async () => {
  intake = createMemoryIntake();
  const { id } = await bringTo(intake.register, {});
  await assigns('ada', id, { to: 'me' });
  expect(await listOf('ada', 'assigned=me')).toEqual([id]);
  expect(await listOf('bob', 'assigned=me')).toEqual([]);
});
