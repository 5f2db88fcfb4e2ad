import { gatesBy, noGates } from '../../../src/domain/gates.ts';
import type { RegisteredRequest } from '../../../src/domain/request.ts';
import { assignRoute } from '../../../src/doors/http/assign-route.ts';
import { commentsRoute } from '../../../src/doors/http/comments-route.ts';
import { decisionRoute } from '../../../src/doors/http/decision-routes.ts';
import { identifiersRoute } from '../../../src/doors/http/identifiers-route.ts';
import { timelineRoute } from '../../../src/doors/http/journal-routes.ts';
import { requestRoute } from '../../../src/doors/http/request-routes.ts';
import { retrySystemRoute } from '../../../src/doors/http/retry-routes.ts';
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

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake();
});

async function standing(): Promise<RegisteredRequest> {
  const request = registeredRequest({
    gates: gatesBy({ ...noGates, approvals: 2, coolingOffSeconds: 3600 }),
  });
  const { register, dossiers } = intake;
  await register.accept(acceptance({ request }));
  await dossiers.create({ requestId: request.id, identifiers: [], findings: {}, asked: {} });
  await register.claim(
    request.id,
    [],
    planned({ stateOf: () => 'awaiting-approval', systems: request.systems }),
    0,
  );
  return request;
}

async function send(route: Route, { id }: RegisteredRequest, body?: object) {
  const sent = { method: body ? 'POST' : 'GET', params: { id, system: 'hubspot' } };
  const answer = await call(route, intake, { ...sent, ...(body && { body }) });
  return { status: answer.status, text: answer.text, body: JSON.parse(answer.text) as unknown };
}

const comment = 'Ada called from her own number';

test('the comment of every decision is sealed: in no list, fact, row or log, and readable while the key exists', async () => {
  const request = await standing();
  const { register } = intake;
  const decided = async (route: Route, body: object, what: string) => {
    const text = `${comment}, ${what}`;
    expect(await send(route, request, { ...body, comment: text })).toMatchObject({ status: 200 });
    return { what, comment: text };
  };
  const of = (action: 'approve' | 'hold' | 'resume' | 'extend') => decisionRoute(intake, action);
  const told = [
    await decided(of('approve'), { planHash }, 'approve'),
    await decided(of('hold'), { reason: 'investigation' }, 'hold'),
    await decided(of('resume'), {}, 'resume'),
    await decided(of('extend'), { reason: 'complexity' }, 'extend'),
    await decided(assignRoute(intake), { to: 'me' }, 'assign'),
    await decided(
      identifiersRoute(intake),
      { subject: { emails: ['a@example.org'] } },
      'identifiers',
    ),
  ];
  const state = 'completed-with-exceptions' as const;
  const closeAt = '2026-03-16T11:00:00.000Z';
  const systems = [systemLine('hubspot', { verdict: 'failed', code: 'unavailable' })];
  await register.end(request.id, ending({ state, systems, closeAt }));
  told.push(
    await decided(waiveRoute(intake), { reason: 'law' }, 'waive'),
    await decided(retrySystemRoute(intake), {}, 'retry'),
  );

  const { status, body } = await send(commentsRoute(intake), request);
  expect(status).toBe(200);
  expect(body).toMatchObject(told.map((one) => ({ ...one, actor: { kind: 'person' } })));
  const seen = [
    (await send(requestRoute(intake), request)).text,
    (await send(timelineRoute(intake), request)).text,
    JSON.stringify([await register.get(request.id), await register.journal(request.id, true)]),
    ...intake.log.lines,
  ].join('\n');
  expect(seen).not.toContain('Ada');
  expect((await send(timelineRoute(intake), request)).text).toContain('"what":"comments"');

  await register.end(request.id, ending({ run: 2 }));
  expect(await send(commentsRoute(intake), request)).toMatchObject({
    ...{ status: 409, body: { code: 'not-allowed-in-state', state: 'completed' } },
  });
});

test('a refused decision leaves no comment', async () => {
  const request = await standing();
  const before = intake.sealed.names();
  const refused = { planHash: 'another', comment };
  expect(await send(decisionRoute(intake, 'approve'), request, refused)).toMatchObject({
    body: { code: 'plan-changed' },
  });
  expect(await send(waiveRoute(intake), request, { reason: 'law', comment })).toMatchObject({
    status: 409,
  });
  expect(await send(retrySystemRoute(intake), request, { comment })).toMatchObject({ status: 409 });
  expect(intake.sealed.names()).toEqual(before);
});

test.each(['x'.repeat(501), 5, '\ud800'])(
  'a comment that is too long or not a text is invalid',
  async (wrong) => {
    const request = await standing();
    expect(
      await send(decisionRoute(intake, 'withdraw'), request, { comment: wrong }),
    ).toMatchObject({
      ...{ status: 400, body: { errors: [{ pointer: '#/comment' }] } },
    });
    const longest = { comment: 'x'.repeat(500) };
    expect(await send(decisionRoute(intake, 'withdraw'), request, longest)).toMatchObject({
      status: 200,
    });
  },
);
