import { gatesBy, noGates } from '../../../src/domain/gates.ts';
import { requestActions, type RequestAction } from '../../../src/domain/request-action.ts';
import type { RegisteredRequest } from '../../../src/domain/request.ts';
import { decisionRoute } from '../../../src/doors/http/decision-routes.ts';
import { call, createMemoryIntake, type MemoryIntake } from '../../support/memory-intake.ts';
import {
  acceptance,
  ending,
  planHash,
  planned,
  registeredRequest,
} from '../../support/requests.ts';

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake();
});

async function standing(known: Partial<RegisteredRequest> = {}): Promise<RegisteredRequest> {
  const request = registeredRequest({
    gates: { ...gatesBy({ ...noGates, approvals: 1, coolingOffSeconds: 3600 }), waits: 4 },
    ...known,
  });
  const { register } = intake;
  await register.accept(acceptance({ request }));
  await register.claim(request.id, [], planned({ stateOf: () => 'awaiting-approval' }), 0);
  return request;
}

async function post(action: RequestAction, { id }: RegisteredRequest, body?: unknown) {
  const route = decisionRoute(intake, action);
  const answer = await call(route, intake, {
    method: 'POST',
    params: { id },
    ...(body !== undefined && { body }),
  });
  return { status: answer.status, body: JSON.parse(answer.text) as Record<string, unknown> };
}

test('an approval changes the state at once, and wakes the wait that is in the register', async () => {
  const request = await standing();
  const { status, body } = await post('approve', request, { planHash });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: request.id,
    state: 'cooling-off',
    actions: ['refuse', 'withdraw', 'hold', 'extend', 'identifiers', 'assign'],
  });
  expect(intake.flows.woken).toEqual([`${request.id} 4`]);
});

test('an approval of another plan is refused, and wakes nobody', async () => {
  const { status, body } = await post('approve', await standing(), { planHash: 'old' });
  expect([status, body['code']]).toEqual([409, 'plan-changed']);
  expect(intake.flows.woken).toEqual([]);
});

test('an action that the state does not allow is refused with the state and the allowed actions', async () => {
  const request = await standing();
  expect(await post('resume', request)).toMatchObject({
    status: 409,
    body: {
      code: 'not-allowed-in-state',
      state: 'awaiting-approval',
      actions: ['approve', 'refuse', 'withdraw', 'hold', 'extend', 'identifiers', 'assign'],
    },
  });
  await intake.register.end(request.id, ending());
  for (const action of requestActions)
    expect(await post(action, request, bodies[action])).toMatchObject({
      status: 409,
      body: { state: 'completed', actions: [] },
    });
});

const bodies: Readonly<Record<RequestAction, object>> = {
  identity: { proof: 'call' },
  approve: { planHash },
  refuse: { reason: 'other' },
  withdraw: {},
  hold: { reason: 'fee' },
  resume: {},
  extend: { reason: 'complexity' },
};

test.each<[RequestAction, unknown, string]>([
  ['identity', { proof: 'a look' }, '#/proof'],
  ['approve', {}, '#/planHash'],
  ['approve', [], '#'],
  ['refuse', { reason: 'bad mood' }, '#/reason'],
  ['withdraw', { reason: 'x' }, '#'],
  ['hold', { reason: 'fee', until: 'tomorrow' }, '#/until'],
  ['hold', { reason: 'fee', until: '2020-01-01T00:00:00Z' }, '#/until'],
])('%s with %j is an invalid request at %s', async (action, body, pointer) => {
  const request = await standing();
  expect(await post(action, request, body)).toMatchObject({
    status: 400,
    body: { code: 'invalid-request', errors: [{ pointer }] },
  });
  expect((await intake.register.get(request.id))?.gates.decisions).toEqual([]);
});

test('a request that the caller may not see is not found', async () => {
  const unknown = registeredRequest();
  expect(await post('withdraw', unknown)).toMatchObject({
    status: 404,
    body: { code: 'not-found' },
  });
});

test('a decision counts even when the flow cannot be woken now', async () => {
  const request = await standing();
  intake.flows.wake = () => Promise.reject(new Error('away'));
  expect(await post('withdraw', request)).toMatchObject({
    status: 200,
    body: { actions: ['assign'] },
  });
  expect((await intake.register.get(request.id))?.gates).toMatchObject({
    unheard: true,
    decisions: [{ what: 'withdraw' }],
  });
});

test('an extension moves the last day once, before it has passed, and is a fact', async () => {
  const request = await standing({ dueAt: '2026-04-02T21:59:59.999Z' });
  const extend = { reason: 'complexity' };
  expect(await post('extend', request, extend)).toMatchObject({
    status: 200,
    body: { state: 'awaiting-approval', dueAt: '2026-06-02T21:59:59.999Z' },
  });
  expect((await post('extend', request, extend)).body['code']).toBe('not-allowed-in-state');
  const { facts } = (await intake.register.journal(request.id, true))!;
  expect(facts.slice(-2)).toMatchObject([
    { kind: 'due', dueAt: '2026-06-02T21:59:59.999Z' },
    { kind: 'decided', what: 'extend', reason: 'complexity' },
  ]);
  const late = await standing();
  intake.clock.at = '2026-05-01T10:00:00.000Z';
  expect((await post('extend', late, extend)).body['code']).toBe('not-allowed-in-state');
});

test('a hold for a missing proof stops the clock of a UK request', async () => {
  const request = await standing({ regulation: 'uk-gdpr' });
  await post('hold', request, { reason: 'identity' });
  intake.clock.at = '2026-03-09T10:00:00.000Z';
  const { body } = await post('resume', request);
  expect(body).toMatchObject({ state: 'awaiting-approval', dueAt: '2026-04-09T21:59:59.999Z' });
});
