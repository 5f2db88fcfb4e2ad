import { identifiersSchema } from '../request-schema.ts';
import { assignSchema } from '../http/assign-route.ts';
import { waiveSchema } from '../http/waive-route.ts';
import * as answers from './answer-schemas.ts';
import type { Operation } from './operation.ts';

const problems = [400, 404, 409, 413, 415];

/** What people do with a request, besides decisions at its gates. */
export const assignmentOperations: readonly Operation[] = [
  {
    id: 'waiveSystem',
    method: 'post',
    path: '/requests/{id}/systems/{system}/waive',
    summary: 'Waives a system. It takes effect when a second operator makes the same call.',
    action: 'waive-system',
    body: waiveSchema,
    success: { 200: { json: answers.waived } },
    problems,
  },
  {
    id: 'readComments',
    method: 'get',
    path: '/requests/{id}/comments',
    summary: 'The comments on decisions, while the key of the request exists.',
    action: 'read-comments',
    success: { 200: { json: answers.comments } },
    problems: [404, 409],
  },
  {
    id: 'addIdentifiers',
    method: 'post',
    path: '/requests/{id}/identifiers',
    summary:
      'Adds identifiers of the person before anything is erased. Every system is searched again.',
    action: 'add-identifiers',
    body: identifiersSchema,
    success: { 200: { json: answers.request } },
    problems,
  },
  {
    id: 'assignRequest',
    method: 'post',
    path: '/requests/{id}/assign',
    summary: 'Sets who handles the request: the caller, or nobody.',
    action: 'assign-request',
    body: assignSchema,
    success: { 200: { json: answers.request } },
    problems,
  },
];
