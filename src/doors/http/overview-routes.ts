import type { SystemView } from './api-shapes.ts';
import { guarded, jsonAnswer, route, type Handler, type Route } from './route.ts';
import type { Intake } from '../intake.ts';
import { refuse } from '../problem.ts';

/** `/systems`: the configured systems, without settings and secrets. */
export function systemsRoute(intake: Intake): Route {
  return route(intake, {
    GET: {
      action: 'read-systems',
      handle: async () =>
        jsonAnswer(
          200,
          intake.systems
            .all()
            .map(({ id, title, connector, role }): SystemView => ({ id, title, connector, role })),
        ),
    },
  });
}

/** Answers every address that has no route. */
export const nowhereRoute: Handler = guarded(() =>
  refuse('not-found', 'Nothing exists at this address.'),
);
