import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { assigneeOf } from '../../domain/assignee.ts';
import { daysLeft } from '../../domain/due-date.ts';
import { acceptRequest } from '../accept-request.ts';
import { actorOf } from './actor-of.ts';
import { assignedSeenBy } from './assigned-seen-by.ts';
import { answerUnlessKnown } from './answer-unless-known.ts';
import type { RequestPage } from './api-shapes.ts';
import { ownerSeenBy } from '../authorise.ts';
import { jsonAnswer, route, type HttpCall, type Route } from './route.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import type { Intake } from '../intake.ts';
import { readJsonBody } from './read-json-body.ts';
import { requestFilterOf } from './request-query.ts';
import { linkTo, receiptView, requestRow } from './request-view.ts';

/** The caller should wait this long before it reads the new request. */
const retryAfterSeconds = 2;

/** `/requests`: accepts new requests and lists registered ones. */
export function requestsRoute(intake: Intake): Route {
  return route(intake, {
    POST: {
      action: 'begin-request',
      handle: async (request, call) => {
        const receipt = await acceptRequest(intake, call, {
          caller: call.caller.mark,
          actor: actorOf(call.caller),
          door: 'http',
          idempotencyKey: idempotencyKeyOf(request.headers.get('idempotency-key')),
          body: await readJsonBody(request),
        });
        return jsonAnswer(receipt.alike ? 200 : 202, receiptView(receipt), {
          location: linkTo(receipt.request.id),
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

/** One page of the requests that the caller may see. */
export async function listRequests(
  intake: Intake,
  request: HttpRequest,
  caller: HttpCall['caller'],
): Promise<HttpResponseInit> {
  const owner = ownerSeenBy(caller, intake.policy);
  const { items, continuation } = await intake.register.list({
    ...requestFilterOf(request.query, assigneeOf(actorOf(caller))),
    ...(owner !== null && { owner }),
  });
  const now = intake.now();
  const rows = items.map((one) => ({
    ...requestRow(one, daysLeft(one, intake.policy, now)),
    ...assignedSeenBy(caller, one, intake.policy),
  }));
  const page: RequestPage = { items: rows, continuation };
  return answerUnlessKnown(request, page);
}
