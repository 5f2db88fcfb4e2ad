import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { acceptRequest } from '../accept-request.ts';
import { answerUnlessKnown } from './answer-unless-known.ts';
import type { RequestPage } from './api-shapes.ts';
import { jsonAnswer, route, type Handler } from './route.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import type { Intake } from '../intake.ts';
import { readJsonBody } from './read-json-body.ts';
import { requestFilterOf } from './request-query.ts';
import { linkTo, receiptView, requestRow } from './request-view.ts';

/** The caller should wait this long before it reads the new request. */
const retryAfterSeconds = 2;

/** `/requests`: accepts new requests and lists registered ones. */
export function requestsRoute(intake: Intake): Handler {
  return route({
    POST: async (request, call) => {
      const receipt = await acceptRequest(intake, call, {
        caller: callerOf(intake, request),
        idempotencyKey: idempotencyKeyOf(request.headers.get('idempotency-key')),
        body: await readJsonBody(request),
      });
      return jsonAnswer(receipt.alike ? 200 : 202, receiptView(receipt), {
        location: linkTo(receipt.request.id),
        'retry-after': String(retryAfterSeconds),
      });
    },
    GET: (request) => list(intake, request),
  });
}

/** Identifies a caller by an HMAC of its function key. The key itself is never stored. */
function callerOf({ lookupHash }: Intake, request: HttpRequest): string {
  const key = request.headers.get('x-functions-key') ?? request.query.get('code');
  return key === null || key === '' ? 'anonymous' : lookupHash('caller', key);
}

async function list(intake: Intake, request: HttpRequest): Promise<HttpResponseInit> {
  const { items, continuation } = await intake.register.list(requestFilterOf(request.query));
  const page: RequestPage = { items: items.map(requestRow), continuation };
  return answerUnlessKnown(request, page);
}
