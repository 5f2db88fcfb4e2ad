import { retrySchema } from '../http/retry-routes.ts';
import * as answers from './answer-schemas.ts';
import type { Operation } from './operation.ts';

/** Operations that carry out an ended request again, in all open systems or in one. */
export const retryOperations: readonly Operation[] = [
  {
    id: 'retryRequest',
    method: 'post',
    path: '/requests/{id}/retry',
    summary: 'Visits all systems that are not done again, after the end of the request.',
    action: 'retry-request',
    body: retrySchema,
    success: { 200: { json: answers.request } },
    problems: [400, 404, 409, 413, 415],
  },
  {
    id: 'retrySystem',
    method: 'post',
    path: '/requests/{id}/systems/{system}/retry',
    summary: 'Visits one system again, after the end of the request.',
    action: 'retry-request',
    body: retrySchema,
    success: { 200: { json: answers.request } },
    problems: [400, 404, 409, 413, 415],
  },
];
