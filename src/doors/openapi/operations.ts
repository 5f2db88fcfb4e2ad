import { assignmentOperations } from './assignment-operations.ts';
import type { Content, Operation } from './operation.ts';
import { messageOperations } from './message-operations.ts';
import * as operatorAnswers from './operator-answers.ts';
import { retryOperations } from './retry-operations.ts';
import { systemOperations } from './system-operations.ts';
import { requestActions, type RequestAction } from '../../domain/request-action.ts';
import { permissionFor } from '../actions-for.ts';
import { chosenSchema } from '../http/candidate-routes.ts';
import { decisionSchemas } from '../http/decision-routes.ts';
import { auditParameters, listParameters } from '../http/request-query.ts';
import { searchSchema } from '../http/search-route.ts';
import { requestSchema, selfServiceSchema } from '../request-schema.ts';
import * as answers from './answer-schemas.ts';

const created = { 200: { json: answers.receipt }, 202: { json: answers.receipt } };
const ofBody = [400, 413, 415, 422];
const zip: Content = { mediaType: 'application/zip' };
const anyJson: Content = { mediaType: 'application/json' };
const anywhere = requestSchema({ allowHttp: false, allowPrivateAddresses: false });

const summaries: Readonly<Record<RequestAction, string>> = {
  identity: 'Records how the identity of the person was proved.',
  approve: 'Approves the plan with this hash. The sender of the request cannot approve it.',
  refuse: 'Refuses the request.',
  withdraw: 'Withdraws the request, before anything is erased.',
  hold: 'Puts the request on hold.',
  resume: 'Ends the hold.',
  extend: 'Takes the extension that the law allows, once, before the last day.',
};

export const operations: readonly Operation[] = [
  {
    id: 'beginRequest',
    method: 'post',
    path: '/requests',
    summary:
      'Sends a request. 200: an equal request of the same caller is already open, and is returned.',
    action: 'begin-request',
    body: anywhere,
    hasIdempotencyKey: true,
    success: created,
    problems: ofBody,
  },
  {
    id: 'beginRequests',
    method: 'post',
    path: '/requests:bulk',
    summary: 'Sends up to 100,000 requests, one in each line. The answer has one line for each.',
    action: 'begin-in-bulk',
    bodyTypes: ['application/x-ndjson', 'text/csv'],
    success: { 200: { mediaType: 'application/x-ndjson' } },
    problems: [400, 415],
  },
  {
    id: 'listRequests',
    method: 'get',
    path: '/requests',
    summary: 'Requests that the caller may see, newest first.',
    action: 'read-request',
    query: listParameters,
    success: { 200: { json: answers.page } },
    problems: [400],
  },
  {
    id: 'searchSubjects',
    method: 'post',
    path: '/subjects/search',
    summary:
      'The records that every system finds by these identifiers, masked. A request can be started from them.',
    action: 'search-subjects',
    body: searchSchema,
    success: { 200: { json: operatorAnswers.search } },
    problems: [400, 413, 415],
  },
  {
    id: 'readAudit',
    method: 'get',
    path: '/audit',
    summary: 'Who searched for subjects, and how often.',
    action: 'read-audit',
    query: auditParameters,
    success: { 200: { json: operatorAnswers.audit } },
    problems: [400],
  },
  ofRequest('readRequest', '', 'State, and one verdict per system.', { json: answers.request }, []),
  ofRequest('readReport', '/report', 'The final status, without personal data.', anyJson, [409]),
  {
    ...ofRequest('readPackage', '/package', 'The copy for the subject.', zip, [409, 410]),
    action: 'read-package',
  },
  {
    ...ofRequest(
      'linkPackage',
      '/package/link',
      'An address from which the package can be downloaded once, within an hour.',
      { json: answers.packageLink },
      [409, 410],
    ),
    method: 'post',
    action: 'read-package',
  },
  {
    id: 'openPackageLink',
    method: 'get',
    path: '/package-links/{token}',
    summary:
      'The package, once. When the link no longer works, a browser gets a page that says why.',
    action: null,
    success: { 200: { mediaType: 'application/zip' } },
    problems: [404, 410, 503],
  },
  ofRequest(
    'readTimeline',
    '/timeline',
    'The facts of the request, in order.',
    { json: answers.timeline },
    [],
  ),
  {
    ...ofRequest(
      'readEvidence',
      '/evidence',
      'The facts with their hash chain.',
      { json: answers.evidence },
      [409],
    ),
    action: 'read-evidence',
  },
  {
    id: 'beginOwnRequest',
    method: 'post',
    path: '/me/requests',
    summary: 'A person who signed in within the last five minutes asks for their own data.',
    action: 'begin-request',
    isForSubjects: true,
    body: selfServiceSchema,
    hasIdempotencyKey: true,
    success: created,
    problems: ofBody,
  },
  {
    id: 'listOwnRequests',
    method: 'get',
    path: '/me/requests',
    summary: 'The requests that this person sent.',
    action: 'read-request',
    isForSubjects: true,
    query: listParameters,
    success: { 200: { json: answers.page } },
    problems: [400],
  },
  ofOwnRequest(
    'readOwnRequest',
    '',
    'State, and one verdict per system.',
    { json: answers.request },
    [],
  ),
  ofOwnRequest('readOwnReport', '/report', 'The final status.', anyJson, [409]),
  {
    ...ofOwnRequest('readOwnPackage', '/package', 'The copy of the data.', zip, [409, 410]),
    action: 'read-package',
  },
  ...requestActions.map((action) => decision(action, `/requests/{id}/${action}`)),
  {
    ...decision('withdraw', '/me/requests/{id}/withdraw'),
    id: 'withdrawOwnRequest',
    isForSubjects: true,
  },
  ...retryOperations,
  {
    id: 'listCandidates',
    method: 'get',
    path: '/requests/{id}/systems/{system}/candidates',
    summary: 'The records that may be the person\u2019s, masked, for an operator who must choose.',
    action: 'read-candidates',
    success: { 200: { json: answers.candidates } },
    problems: [404, 409],
  },
  {
    id: 'decideRecords',
    method: 'post',
    path: '/requests/{id}/systems/{system}/decide',
    summary: 'Decides which candidates are the person\u2019s; an empty list means none.',
    action: 'decide-records',
    body: chosenSchema,
    success: { 200: { json: answers.request } },
    problems: [400, 404, 409, 413, 415],
  },
  ...assignmentOperations,
  ...systemOperations,
  ...messageOperations,
  {
    id: 'readDocument',
    method: 'get',
    path: '/openapi.json',
    summary: 'This document.',
    action: null,
    success: { 200: { mediaType: 'application/json' } },
    problems: [],
  },
];

function ofRequest(
  id: string,
  part: string,
  summary: string,
  content: Content,
  problems: readonly number[],
): Operation {
  return {
    id,
    method: 'get',
    path: `/requests/{id}${part}`,
    summary,
    action: 'read-request',
    success: { 200: content },
    problems: [404, ...problems],
  };
}

function ofOwnRequest(...given: Parameters<typeof ofRequest>): Operation {
  const operation = ofRequest(...given);
  return { ...operation, path: `/me${operation.path}`, isForSubjects: true };
}

function decision(action: RequestAction, path: string): Operation {
  return {
    id: `${action}Request`,
    method: 'post',
    path,
    summary: summaries[action],
    action: permissionFor[action],
    body: decisionSchemas[action],
    success: { 200: { json: answers.request } },
    problems: [400, 404, 409, 413, 415],
  };
}
