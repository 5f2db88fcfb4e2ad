import type { HttpResponseInit } from '@azure/functions';
import { acceptRequest } from '../accept-request.ts';
import { fieldErrors } from '../field-errors.ts';
import { actorOf } from '../http/actor-of.ts';
import { decisionRoute } from '../http/decision-routes.ts';
import { idempotencyKeyOf } from '../http/idempotency-key.ts';
import { readJsonBody } from '../http/read-json-body.ts';
import { packageRoute, reportRoute, requestRoute } from '../http/request-routes.ts';
import { receiptView } from '../http/request-view.ts';
import { jsonAnswer, route, type Handler, type HttpCall, type Route } from '../http/route.ts';
import { listRequests } from '../http/requests-route.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';
import { selfServiceSchema } from '../request-schema.ts';
import { withCors } from './cors.ts';

const retryAfterSeconds = 2;

interface NamedRoute {
  /** The name of the function. */
  readonly name: string;
  readonly path: string;
  readonly route: Route;
}

/** The routes of the self-service door. Callers are data subjects with a token of their own tenant. */
export function meRoutes(intake: Intake): readonly NamedRoute[] {
  const door: Intake = { ...intake, identify: intake.identifySubject };
  const origins = Object.values(intake.policy.selfService).flatMap((rules) => rules.origins);
  const open = (inner: Route): Route => withCors(withOwnLinks(inner), origins);
  return [
    { name: 'ownRequests', path: 'me/requests', route: open(ownRequestsRoute(door)) },
    { name: 'ownRequest', path: 'me/requests/{id}', route: open(requestRoute(door)) },
    { name: 'ownReport', path: 'me/requests/{id}/report', route: open(reportRoute(door)) },
    {
      name: 'ownWithdrawal',
      path: 'me/requests/{id}/withdraw',
      route: open(decisionRoute(door, 'withdraw')),
    },
    { name: 'ownPackage', path: 'me/requests/{id}/package', route: open(packageRoute(door)) },
  ];
}

function ownRequestsRoute(intake: Intake): Route {
  return route(intake, {
    POST: {
      action: 'begin-request',
      handle: async (request, call) => {
        const receipt = await acceptRequest(intake, call, {
          caller: call.caller.mark,
          actor: actorOf(call.caller),
          door: 'self-service',
          idempotencyKey: idempotencyKeyOf(request.headers.get('idempotency-key')),
          body: bodyFor(call, await readJsonBody(request)),
        });
        return jsonAnswer(receipt.alike ? 200 : 202, receiptView(receipt), {
          location: `/api/me/requests/${receipt.request.id}`,
          'retry-after': String(retryAfterSeconds),
        });
      },
    },
    GET: {
      action: 'read-request',
      handle: (request, { caller }) => listRequests(intake, request, caller),
    },
  });
}

/** The subject is the person who signed in. Nothing in the body can name another person. */
function bodyFor({ caller: { account } }: HttpCall, sent: unknown): unknown {
  if (!account) throw new Error('A data subject has no account.');
  const read = selfServiceSchema.safeParse(sent);
  if (!read.success)
    return refuse('invalid-request', 'Correct the fields listed in errors and send it again.', {
      errors: fieldErrors(read.error.issues),
    });
  const { system: tenant, objectId } = account;
  return { ...read.data, subject: { accounts: [{ tenant, objectId }] } };
}

/** The links of an answer lead to the addresses that a data subject may call. */
function withOwnLinks(inner: Route): Route {
  const handler: Handler = async (request, call): Promise<HttpResponseInit> => {
    const answer = await inner(request, call);
    return typeof answer.body === 'string'
      ? { ...answer, body: answer.body.replaceAll('"/api/requests/', '"/api/me/requests/') }
      : answer;
  };
  return Object.assign(handler, { actions: inner.actions });
}
