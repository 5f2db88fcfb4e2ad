import { gatesBy, noGates, type Decision } from '../../../src/domain/gates.ts';
import { requestActions } from '../../../src/domain/request-action.ts';
import { isTerminal, requestStates, type RequestState } from '../../../src/domain/request.ts';
import { assignRoute } from '../../../src/doors/http/assign-route.ts';
import { decideRoute } from '../../../src/doors/http/candidate-routes.ts';
import { decisionRoute } from '../../../src/doors/http/decision-routes.ts';
import { identifiersRoute } from '../../../src/doors/http/identifiers-route.ts';
import { retryRoute, retrySystemRoute } from '../../../src/doors/http/retry-routes.ts';
import type { Route } from '../../../src/doors/http/route.ts';
import { waiveRoute } from '../../../src/doors/http/waive-route.ts';
import { call, createMemoryIntake, type MemoryIntake } from '../../support/memory-intake.ts';
import {
  acceptance,
  ending,
  planHash,
  planned,
  registeredRequest,
  systemLine,
} from '../../support/requests.ts';

// Contract §2a: what a state does not allow is 409 with the state and the actions that are allowed now, and nothing is written.

const closeAt = '2026-03-16T11:00:00.000Z';
const early: readonly RequestState[] = [
  ...(['received', 'awaiting-identity', 'resolving', 'needs-decision'] as const),
  ...(['awaiting-approval', 'cooling-off'] as const),
];
const open = requestStates.filter((state) => !isTerminal(state));

/** Each call: its body, the states in which it is allowed, and whether it is allowed after an end with exceptions. */
const calls: Readonly<
  Record<
    string,
    {
      body?: object;
      in?: readonly RequestState[];
      afterEnd?: boolean;
      route?: (intake: MemoryIntake) => Route;
    }
  >
> = {
  identity: { body: { proof: 'call' }, in: ['received', 'awaiting-identity'] },
  approve: { body: { planHash }, in: ['awaiting-approval'] },
  refuse: { body: { reason: 'other' }, in: [...early, 'on-hold'] },
  withdraw: { in: [...early, 'on-hold'] },
  hold: { body: { reason: 'other' }, in: early },
  resume: { in: ['on-hold'] },
  extend: { body: { reason: 'complexity' }, in: open },
  identifiers: {
    ...{ body: { subject: { emails: ['ada@example.org'] } }, in: [...early, 'on-hold'] },
    route: identifiersRoute,
  },
  assign: { body: { to: 'me' }, in: open, afterEnd: true, route: assignRoute },
  retry: { afterEnd: true, route: retryRoute },
  'systems/{system}/retry': { afterEnd: true, route: retrySystemRoute },
  'systems/{system}/waive': { body: { reason: 'law' }, afterEnd: true, route: waiveRoute },
  // There is nothing to choose in any of these requests.
  'systems/{system}/decide': { body: { records: [] }, route: decideRoute },
};

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake();
});

/** @param isOpenToRetries true when its key still exists, because a system failed */
async function standing(state: RequestState, isOpenToRetries = false, decisions: Decision[] = []) {
  const gates = { ...gatesBy({ ...noGates, approvals: 1 }), decisions };
  const request = registeredRequest({ gates });
  const { register, dossiers } = intake;
  await register.accept(acceptance({ request }));
  await dossiers.create({ requestId: request.id, identifiers: [], findings: {}, asked: {} });
  const done = { verdict: isTerminal(state) ? ('absent' as const) : null };
  const failed = { verdict: 'failed', code: 'unavailable' } as const;
  const hubspot = isOpenToRetries ? failed : done;
  const systems = [
    systemLine('b2c-de', { verdict: isTerminal(state) ? 'erased' : null }),
    systemLine('hubspot', hubspot),
  ];
  if (isTerminal(state))
    await register.end(request.id, ending({ state, systems, ...(isOpenToRetries && { closeAt }) }));
  else {
    await register.claim(request.id, [], planned({ stateOf: () => state, systems, dossier: 0 }), 0);
    await register.update(request.id, { state });
  }
  return request.id;
}

async function answerTo(name: string, id: string) {
  const { body = {}, route } = calls[name] ?? {};
  const action = requestActions.find((one) => one === name);
  const made = route ?? (action && ((doors: MemoryIntake) => decisionRoute(doors, action)));
  if (!made) throw new Error(`No route for ${name}.`);
  const sent = { method: 'POST', params: { id, system: 'hubspot' }, body };
  const answer = await call(made(intake), intake, sent);
  return { status: answer.status, body: JSON.parse(answer.text) as Record<string, unknown> };
}

const factsOf = async (id: string) =>
  (await intake.register.journal(id as never, true))?.facts.length;

const cases = Object.keys(calls).flatMap((name) =>
  requestStates.flatMap((state) =>
    (isTerminal(state) ? [false, true] : [false]).map((isOpenToRetries) => ({
      ...{ name, state, isOpenToRetries },
      isAllowed: isTerminal(state)
        ? isOpenToRetries && calls[name]?.afterEnd === true
        : calls[name]?.in?.includes(state) === true,
    })),
  ),
);

test.each(cases)(
  '$name in $state (may be retried: $isOpenToRetries): allowed: $isAllowed',
  async ({ name, state, isOpenToRetries, isAllowed }) => {
    const id = await standing(state, isOpenToRetries);
    const before = await factsOf(id);
    const { status, body } = await answerTo(name, id);
    if (isAllowed) {
      expect(status).toBe(200);
      return;
    }
    expect({ status, ...body }).toMatchObject({
      ...{ status: 409, code: 'not-allowed-in-state', state },
      actions: expect.any(Array) as string[],
    });
    // An action that the answer names as allowed is allowed.
    const isNamed = (one: string) => (body['actions'] as string[]).includes(one);
    const action = name.split('/').at(-1) ?? name;
    expect(isNamed(action)).toBe(false);
    expect(isNamed('withdraw')).toBe(calls['withdraw']?.in?.includes(state));
    expect(isNamed('assign')).toBe(!isTerminal(state) || isOpenToRetries);
    expect(await factsOf(id)).toBe(before);
  },
);

test('a request that was withdrawn and has not ended yet accepts no further decision', async () => {
  const at = '2026-03-02T10:00:00.000Z';
  const id = await standing('awaiting-approval', false, [{ what: 'withdraw', at, by: 'somebody' }]);
  for (const name of Object.keys(calls).filter((one) => one !== 'assign'))
    expect(await answerTo(name, id)).toMatchObject({
      ...{ status: 409, body: { code: 'not-allowed-in-state', actions: ['assign'] } },
    });
});
