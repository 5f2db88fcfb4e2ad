import type { CallerView } from './operator-shapes.ts';
import { jsonAnswer, route, type Gate, type Route } from './route.ts';

/** `/caller`: who calls, and with which roles. A page can then show a person or a key what it may do. */
export function callerRoute(gate: Gate): Route {
  return route(gate, {
    GET: {
      action: 'read-caller',
      handle: async (_request, { caller: { kind, id, roles } }) =>
        jsonAnswer(200, { kind, id, roles } satisfies CallerView),
    },
  });
}
