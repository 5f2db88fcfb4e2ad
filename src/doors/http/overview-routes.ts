import type { PoisonView, SystemView } from './api-shapes.ts';
import { guarded, jsonAnswer, route, type Handler } from './route.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';

/** `/systems`: where personal data may live; no settings, no secrets. */
export function systemsRoute({ systems }: Intake): Handler {
  return route({
    GET: () =>
      Promise.resolve(
        jsonAnswer(
          200,
          systems
            .all()
            .map(({ id, title, connector, role }): SystemView => ({ id, title, connector, role })),
        ),
      ),
  });
}

/** `/poison-messages`: how many could not be accepted; never what stands in them. */
export function poisonMessagesRoute({ poisonQueue }: Intake): Handler {
  return route({
    GET: async () => jsonAnswer(200, (await poisonQueue.summary()) satisfies PoisonView),
  });
}

/** Everything that is no route. */
export const nowhereRoute: Handler = guarded(() =>
  refuse('not-found', 'There is nothing under this address.'),
);
