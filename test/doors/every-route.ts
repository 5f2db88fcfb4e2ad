import {
  pauseRoute,
  probeRoute,
  resumeSystemRoute,
  systemsRoute,
} from '../../src/doors/http/system-routes.ts';
import {
  discardRoute,
  poisonMessagesRoute,
  redriveRoute,
} from '../../src/doors/http/poison-routes.ts';
import { brakeReleaseRoute } from '../../src/doors/brake/release-route.ts';
import { upkeepRoute } from '../../src/doors/http/upkeep-route.ts';
import { overviewRoute } from '../../src/doors/http/overview-route.ts';
import { bulkRoute } from '../../src/doors/bulk/bulk-route.ts';
import { callerRoute } from '../../src/doors/http/caller-route.ts';
import { auditRoute } from '../../src/doors/http/audit-route.ts';
import { deliveriesRoute, redriveDeliveryRoute } from '../../src/doors/http/delivery-routes.ts';
import { candidatesRoute, decideRoute } from '../../src/doors/http/candidate-routes.ts';
import { decisionRoute } from '../../src/doors/http/decision-routes.ts';
import { evidenceRoute, timelineRoute } from '../../src/doors/http/journal-routes.ts';
import { packageLinkRoute } from '../../src/doors/package-link/link-routes.ts';
import { packageRoute, reportRoute, requestRoute } from '../../src/doors/http/request-routes.ts';
import { searchRoute } from '../../src/doors/http/search-route.ts';
import { retryRoute, retrySystemRoute } from '../../src/doors/http/retry-routes.ts';
import { commentsRoute } from '../../src/doors/http/comments-route.ts';
import { identifiersRoute } from '../../src/doors/http/identifiers-route.ts';
import { assignRoute } from '../../src/doors/http/assign-route.ts';
import { waiveRoute } from '../../src/doors/http/waive-route.ts';
import { requestsRoute } from '../../src/doors/http/requests-route.ts';
import type { Route } from '../../src/doors/http/route.ts';
import { requestActions } from '../../src/domain/request-action.ts';
import type { MemoryIntake } from '../support/memory-intake.ts';

/** Every route of the service, by its path. */
export const routes: Readonly<Record<string, (intake: MemoryIntake) => Route>> = {
  requests: requestsRoute,
  'requests/{id}': requestRoute,
  'requests/{id}/report': reportRoute,
  'requests/{id}/package': packageRoute,
  'requests/{id}/package/link': packageLinkRoute,
  'requests/{id}/timeline': timelineRoute,
  'requests/{id}/evidence': evidenceRoute,
  'requests:bulk': bulkRoute,
  ...Object.fromEntries(
    requestActions.map((action) => [
      `requests/{id}/${action}`,
      (doors: MemoryIntake) => decisionRoute(doors, action),
    ]),
  ),
  'subjects/search': searchRoute,
  audit: auditRoute,
  'requests/{id}/retry': retryRoute,
  'requests/{id}/systems/{system}/retry': retrySystemRoute,
  'requests/{id}/systems/{system}/candidates': candidatesRoute,
  'requests/{id}/systems/{system}/decide': decideRoute,
  'requests/{id}/systems/{system}/waive': waiveRoute,
  'requests/{id}/comments': commentsRoute,
  'requests/{id}/identifiers': identifiersRoute,
  'requests/{id}/assign': assignRoute,
  caller: callerRoute,
  systems: systemsRoute,
  overview: overviewRoute,
  upkeep: upkeepRoute,
  'brake/release': brakeReleaseRoute,
  'systems/{id}/probe': probeRoute,
  'systems/{id}/pause': pauseRoute,
  'systems/{id}/resume': resumeSystemRoute,
  'poison-messages': poisonMessagesRoute,
  'poison-messages/{id}/redrive': redriveRoute,
  'poison-messages/{id}/discard': discardRoute,
  deliveries: deliveriesRoute,
  'deliveries/{id}/redrive': redriveDeliveryRoute,
};

/** What a call to a route sends, when it must send something. */
export const bodies: Readonly<Record<string, unknown>> = {
  requests: { type: 'access', subject: { emails: ['ada@example.org'] } },
  'requests:bulk': '',
  'subjects/search': { subject: { emails: ['ada@example.org'] } },
  'requests/{id}/approve': { planHash: 'x' },
  'requests/{id}/refuse': { reason: 'other' },
  'requests/{id}/identity': { proof: 'call' },
  'poison-messages/{id}/discard': { reason: 'sent-twice' },
  'requests/{id}/extend': { reason: 'complexity' },
  'requests/{id}/systems/{system}/decide': { records: [] },
  'requests/{id}/systems/{system}/waive': { reason: 'law' },
  'requests/{id}/identifiers': { subject: { emails: ['ada@example.org'] } },
  'requests/{id}/assign': { to: 'me' },
  'requests/{id}/hold': { reason: 'other' },
};
