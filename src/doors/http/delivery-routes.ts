import type { HttpRequest } from '@azure/functions';
import { z } from 'zod';
import { currentFlowVersion } from '../../domain/flow-version.ts';
import {
  isRequestId,
  isTerminal,
  requestIdOf,
  type RegisteredRequest,
} from '../../domain/request.ts';
import { KeyDestroyed } from '../../ports/key-ring.ts';
import { actionsFor } from '../actions-for.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';
import { actorOf } from './actor-of.ts';
import type { DeliveryPage } from './operator-shapes.ts';
import { pageParameters, readQuery } from './request-query.ts';
import { jsonAnswer, route, type HttpCall, type Route } from './route.ts';

const states = ['pending', 'dead-lettered'] as const;
const stateDetail = 'state: pending or dead-lettered.';

/** The query of `GET /deliveries`. */
export const deliveryParameters = {
  ...pageParameters,
  state: z.enum(states, stateDetail),
};
const schema = z.strictObject(
  {
    limit: pageParameters.limit.prefault('50'),
    continuation: pageParameters.continuation.optional(),
    state: deliveryParameters.state.optional(),
  },
  'A parameter is unknown.',
);

/** `/deliveries`: the final statuses that were not delivered yet, or were dead-lettered; newest first. */
export function deliveriesRoute(intake: Intake): Route {
  return route(intake, {
    GET: {
      action: 'mend-messages',
      handle: async ({ query }) => {
        const { limit, continuation, state } = readQuery(query, schema);
        const wanted = states.filter((one) => state === undefined || one === state);
        const found: RegisteredRequest[] = [];
        for (const one of wanted)
          for await (const request of undelivered(intake, one)) found.push(request);
        const sorted = found
          .sort((one, other) => (one.id < other.id ? 1 : -1))
          .filter(({ id }) => continuation === undefined || id < continuation);
        const items = sorted.slice(0, limit);
        const hasMore = sorted.length > items.length;
        return jsonAnswer(200, {
          items: items.map(({ id, delivery, finishedAt, updatedAt }) => ({
            id,
            ...delivery,
            finishedAt,
            updatedAt,
          })),
          continuation: hasMore ? (items.at(-1)?.id ?? null) : null,
        } satisfies DeliveryPage);
      },
    },
  });
}

async function* undelivered({ register }: Intake, state: (typeof states)[number]) {
  const requests = state === 'pending' ? register.undelivered() : register.deadLettered();
  for await (const request of requests) if (request.delivery.state === state) yield request;
}

/** `/deliveries/{id}/redrive`: sends a dead-lettered status again, with the same event id, and tries as long as the first time. */
export function redriveDeliveryRoute(intake: Intake): Route {
  return route(intake, {
    POST: {
      action: 'mend-messages',
      handle: async (request, call) => {
        await redrive(intake, request, call);
        return { status: 204 };
      },
    },
  });
}

async function redrive(
  intake: Intake,
  { params }: HttpRequest,
  { caller, flows, log }: HttpCall,
): Promise<void> {
  const id = params['id'] ?? '';
  const request = isRequestId(id) ? await intake.register.get(requestIdOf(id)) : null;
  if (!request) return refuse('not-found', 'There is no delivery with this id.');
  const { state, delivery, hasCallback } = request;
  const allowed = { state, actions: actionsFor(caller, request, intake.policy) };
  if (!isTerminal(state) || delivery.state !== 'dead-lettered')
    refuse('not-allowed-in-state', 'Only a dead-lettered status can be sent again.', allowed);
  if (hasCallback && !(await isAddressKnown(intake, request)))
    refuse(
      'not-allowed-in-state',
      'The callback address was destroyed, 30 days after the last try.',
      allowed,
    );
  const again = { state: 'pending', attempts: 0 } as const;
  const at = intake.now().toISOString();
  // If the flow does not start now, the sweeper finds the pending status.
  await intake.register.update(request.id, {
    facts: [{ at, kind: 'delivered', actor: actorOf(caller), ...again }],
  });
  const { endings: ending } = request;
  await flows.deliver(request.id, currentFlowVersion, { callback: hasCallback, ending });
  log.info('delivery redriven', { requestId: request.id, by: caller.id });
}

async function isAddressKnown({ keys }: Intake, { id }: RegisteredRequest): Promise<boolean> {
  try {
    await keys.read(id, 'callback');
    return true;
  } catch (error) {
    if (error instanceof KeyDestroyed) return false;
    throw error;
  }
}
