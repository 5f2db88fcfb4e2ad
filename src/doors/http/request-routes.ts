import type { Readable } from 'node:stream';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { isRequestId, isTerminal, type RegisteredRequest } from '../../domain/request.ts';
import { requestClock } from '../../domain/due-date.ts';
import { actorOf } from './actor-of.ts';
import type { RequestView } from './api-shapes.ts';
import { assignedSeenBy } from './assigned-seen-by.ts';
import { recordView } from './record-view.ts';
import { actionsFor } from '../actions-for.ts';
import { mustReach, type Action } from '../authorise.ts';
import { answerHeaders, jsonAnswer, route, type HttpCall, type Route } from './route.ts';
import type { Intake } from '../intake.ts';
import type { Principal } from '../principal.ts';
import { refuse } from '../problem.ts';
import { requestView } from './request-view.ts';

const dayMs = 24 * 3600 * 1000;

/** `/requests/{id}` */
export function requestRoute(intake: Intake): Route {
  return ofRequest(intake, 'read-request', async (request, { caller, log }) => {
    log.info('request shown', { requestId: request.id });
    return jsonAnswer(200, viewFor(intake, caller, request), retryAfter(request));
  });
}

/** A request as this caller sees it now. */
export function viewFor(
  { policy, now }: Intake,
  caller: Principal,
  request: RegisteredRequest,
): RequestView {
  const actions = actionsFor(caller, request, policy);
  return {
    ...requestView(request, actions, requestClock(request, policy, now())),
    ...assignedSeenBy(caller, request, policy),
  };
}

/** A caller that waits for the end should read again after this time. */
function retryAfter({ state }: RegisteredRequest): Record<string, string> {
  return isTerminal(state) ? {} : { 'retry-after': '2' };
}

/** `/requests/{id}/report`: the final status, without personal data. */
export function reportRoute(intake: Intake): Route {
  return ofRequest(intake, 'read-request', async (request, { caller }) => {
    mustHaveEnded(intake, request, caller);
    const report = await intake.results.getStream(request.id, 'report.json');
    if (!report) return refuse('not-found', 'This request has no report.');
    await recordView(intake, request.id, actorOf(caller), { kind: 'viewed', what: 'report' });
    return download(report, 'application/json', null);
  });
}

/** `/requests/{id}/package`: the exported data for the subject. */
export function packageRoute(intake: Intake): Route {
  return ofRequest(intake, 'read-package', async (request, { caller, log }) => {
    const zip = await packageOf(intake, request, caller);
    await recordView(intake, request.id, actorOf(caller), { kind: 'fetched', what: 'package' });
    log.info('package fetched', { requestId: request.id });
    return download(zip, 'application/zip', `${request.id}.zip`);
  });
}

/**
 * The package of a request that has ended.
 * @throws Refused `no-package`, `not-allowed-in-state`, `package-expired`
 */
export async function packageOf(
  intake: Intake,
  request: RegisteredRequest,
  caller: Principal,
): Promise<{ stream: Readable; bytes: number }> {
  if (request.type === 'erasure') refuse('no-package', 'An erasure has no package.');
  mustHaveEnded(intake, request, caller);
  if (isExpired(intake, request)) refuse('package-expired', 'Ask for a new copy.');
  const zip = await intake.results.getStream(request.id, 'package.zip');
  return zip ?? refuse('no-package', 'Nothing was exported for this request.');
}

/** A route that reads one request which the caller may see. */
export function ofRequest(
  intake: Intake,
  action: Action,
  read: (
    request: RegisteredRequest,
    call: HttpCall,
    httpRequest: HttpRequest,
  ) => Promise<HttpResponseInit>,
): Route {
  return route(intake, {
    GET: {
      action,
      handle: async (httpRequest, call) =>
        read(await reached(intake, httpRequest, call.caller, action), call, httpRequest),
    },
  });
}

/**
 * The request of the address, if the caller may do this with it.
 * @throws Refused `not-found`, `forbidden`
 */
export async function reached(
  intake: Intake,
  { params }: HttpRequest,
  caller: Principal,
  action: Action,
): Promise<RegisteredRequest> {
  const id = params['id'] ?? '';
  const request = isRequestId(id) ? await intake.register.get(id) : null;
  mustReach(caller, action, request, intake.policy);
  return request;
}

function mustHaveEnded(
  { policy }: Intake,
  request: RegisteredRequest,
  caller: HttpCall['caller'],
): void {
  const { state } = request;
  if (!isTerminal(state))
    refuse('not-allowed-in-state', 'Wait until the request has ended.', {
      state,
      actions: actionsFor(caller, request, policy),
    });
}

/** Is the time over for which the package was kept? */
export function isExpired({ policy, now }: Intake, { finishedAt }: RegisteredRequest): boolean {
  if (finishedAt === null) return false;
  return now().getTime() >= Date.parse(finishedAt) + policy.packageDays * dayMs;
}

/** An answer that streams a file. @param fileName null: the browser shows the file and does not save it */
export function download(
  { stream, bytes }: { stream: Readable; bytes: number },
  contentType: string,
  fileName: string | null,
): HttpResponseInit {
  return {
    headers: {
      'content-type': contentType,
      'content-length': String(bytes),
      ...answerHeaders,
      ...(fileName !== null && { 'content-disposition': `attachment; filename="${fileName}"` }),
    },
    body: stream,
  };
}
