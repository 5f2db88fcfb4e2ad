import type { Readable } from 'node:stream';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { isRequestId, isTerminal, type RegisteredRequest } from '../../domain/request.ts';
import { answerHeaders, jsonAnswer, route, type Handler } from './route.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';
import { actionsOf, requestView } from './request-view.ts';

const dayMs = 24 * 3600 * 1000;

/** `/requests/{id}` */
export function requestRoute(intake: Intake): Handler {
  return route({
    GET: async (httpRequest, call) => {
      const request = await known(intake, httpRequest);
      call.log.info('request shown', { requestId: request.id });
      return jsonAnswer(200, requestView(request));
    },
  });
}

/** `/requests/{id}/report`: the final status, without personal data. */
export function reportRoute(intake: Intake): Handler {
  return route({
    GET: async (httpRequest) => {
      const request = await ended(intake, httpRequest);
      const report = await intake.results.getStream(request.id, 'report.json');
      if (!report) return refuse('not-found', 'This request has no report.');
      return download(report, 'application/json', null);
    },
  });
}

/** `/requests/{id}/package`: the exported data for the subject. */
export function packageRoute(intake: Intake): Handler {
  return route({
    GET: async (httpRequest, call) => {
      const request = await known(intake, httpRequest);
      if (request.type === 'erasure') refuse('no-package', 'An erasure has no package.');
      mustHaveEnded(request);
      if (isExpired(intake, request)) refuse('package-expired', 'Ask for a new copy.');
      const zip = await intake.results.getStream(request.id, 'package.zip');
      if (!zip) return refuse('no-package', 'Nothing was exported for this request.');
      call.log.info('package fetched', { requestId: request.id });
      return download(zip, 'application/zip', `${request.id}.zip`);
    },
  });
}

/** `/requests/{id}/evidence`: the record of all results. */
export function evidenceRoute(intake: Intake): Handler {
  return route({
    GET: async (httpRequest) => {
      const request = await ended(intake, httpRequest);
      const evidence = await intake.results.getEvidence(request.id);
      if (!evidence) return refuse('not-found', 'This request has no evidence.');
      return {
        headers: { 'content-type': 'application/json', ...answerHeaders },
        body: evidence,
      };
    },
  });
}

async function known(intake: Intake, { params }: HttpRequest): Promise<RegisteredRequest> {
  const id = params['id'] ?? '';
  const request = isRequestId(id) ? await intake.register.get(id) : null;
  return request ?? refuse('not-found', 'There is no request with this id.');
}

async function ended(intake: Intake, httpRequest: HttpRequest): Promise<RegisteredRequest> {
  const request = await known(intake, httpRequest);
  mustHaveEnded(request);
  return request;
}

function mustHaveEnded({ state }: RegisteredRequest): void {
  if (!isTerminal(state))
    refuse('not-allowed-in-state', 'Wait until the request has ended.', {
      state,
      actions: actionsOf(),
    });
}

function isExpired({ policy, now }: Intake, { finishedAt }: RegisteredRequest): boolean {
  if (finishedAt === null) return false;
  return now().getTime() >= Date.parse(finishedAt) + policy.packageDays * dayMs;
}

function download(
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
