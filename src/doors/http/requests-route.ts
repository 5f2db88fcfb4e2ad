import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { isTerminal, type RegisteredRequest } from '../../domain/request.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import { acceptRequest } from '../accept-request.ts';
import type { RequestPage, RequestRow } from './api-shapes.ts';
import { jsonAnswer, route, type Handler } from './route.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import type { Intake } from '../intake.ts';
import { readJsonBody } from './read-json-body.ts';
import { requestFilterOf } from './request-query.ts';
import { linkTo, receiptView, requestView } from './request-view.ts';

/** When a new request is worth looking at. */
const retryAfterSeconds = 2;

/** `/requests`: takes new requests and lists known ones. */
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

/** Callers are told apart by the key they present; the key itself is never kept. */
function callerOf({ lookupHash }: Intake, request: HttpRequest): string {
  const key = request.headers.get('x-functions-key') ?? request.query.get('code');
  return key === null || key === '' ? 'anonymous' : lookupHash('caller', key);
}

async function list(intake: Intake, request: HttpRequest): Promise<HttpResponseInit> {
  const { items, continuation } = await intake.register.list(requestFilterOf(request.query));
  const views: RequestRow[] = [];
  // Some at a time: rows of running requests are read one request each.
  for (let from = 0; from < items.length; from += 20) {
    const some = items.slice(from, from + 20);
    const systems = await Promise.all(some.map((item) => newestSystems(intake, item)));
    views.push(...some.map((item, index) => requestView(item, systems[index] ?? [])));
  }
  return jsonAnswer(200, { items: views, continuation } satisfies RequestPage);
}

/** While a request runs, the rows of its systems are newer than its own. */
export function newestSystems(
  { register }: Intake,
  request: RegisteredRequest,
): Promise<readonly SystemVerdict[]> {
  return isTerminal(request.state)
    ? Promise.resolve(request.systems)
    : register.systemsOf(request.id);
}
