import { deliveryParameters } from '../http/delivery-routes.ts';
import { discardSchema } from '../http/poison-routes.ts';
import type { Operation } from './operation.ts';
import * as answers from './operator-answers.ts';

/** Operations on messages that were not accepted, and on statuses that were not delivered. */
export const messageOperations: readonly Operation[] = [
  {
    id: 'listPoisonMessages',
    method: 'get',
    path: '/poison-messages',
    summary: 'Messages of the queue that could not be accepted, without their content.',
    action: 'mend-messages',
    success: { 200: { json: answers.poison } },
    problems: [],
  },
  {
    id: 'redriveMessage',
    method: 'post',
    path: '/poison-messages/{id}/redrive',
    summary: 'Puts a refused message into the queue again.',
    action: 'mend-messages',
    success: { 204: null },
    problems: [404],
  },
  {
    id: 'discardMessage',
    method: 'post',
    path: '/poison-messages/{id}/discard',
    summary: 'Deletes a refused message.',
    action: 'mend-messages',
    body: discardSchema,
    success: { 204: null },
    problems: [400, 404, 413, 415],
  },
  {
    id: 'listDeliveries',
    method: 'get',
    path: '/deliveries',
    summary: 'Final statuses that were not delivered.',
    action: 'mend-messages',
    query: deliveryParameters,
    success: { 200: { json: answers.deliveries } },
    problems: [400],
  },
  {
    id: 'redriveDelivery',
    method: 'post',
    path: '/deliveries/{id}/redrive',
    summary: 'Sends a dead-lettered status again, with the same event id.',
    action: 'mend-messages',
    success: { 204: null },
    problems: [404, 409],
  },
];
