import type { Intake } from '../intake.ts';
import type { AuditPage } from './operator-shapes.ts';
import { auditPageOf } from './request-query.ts';
import { jsonAnswer, route, type Route } from './route.ts';

/** `/audit`: who searched for subjects, how often, and whether it was the same subject; newest first. */
export function auditRoute(intake: Intake): Route {
  return route(intake, {
    GET: {
      action: 'read-audit',
      handle: async ({ query }) => {
        const { limit, continuation } = auditPageOf(query);
        const page: AuditPage = await intake.audit.list(limit, continuation);
        return jsonAnswer(200, page);
      },
    },
  });
}
