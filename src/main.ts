// The only file that wires the service and registers its functions.
import path from 'node:path';
import { app, type HttpRequest, type InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { runActivity } from './activities/all-activities.ts';
import type { Dependencies } from './activities/dependencies.ts';
import { createContextLog } from './azure/context-log.ts';
import { createDurableFlowStarter } from './azure/durable-flow-starter.ts';
import { openPorts } from './open-ports.ts';
import { readConfiguration } from './config/read-configuration.ts';
import { connectors } from './connectors/catalogue.ts';
import { requestActions, type RequestAction } from './domain/request-action.ts';
import { currentFlowVersion } from './domain/flow-version.ts';
import { dashboardPage } from './dashboard/page.ts';
import { openApiRoute } from './doors/openapi/openapi-route.ts';
import { auditRoute } from './doors/http/audit-route.ts';
import { callerRoute } from './doors/http/caller-route.ts';
import { bulkRoute } from './doors/bulk/bulk-route.ts';
import { createBrake } from './doors/brake/brake.ts';
import { createBrakeAlert } from './doors/brake/hold-by-brake.ts';
import { brakeReleaseRoute } from './doors/brake/release-route.ts';
import { createCallLimits } from './doors/call-limits.ts';
import { createIdentify } from './doors/identify-caller.ts';
import { createIdentifySubject } from './doors/self-service/identify-subject.ts';
import { meRoutes } from './doors/self-service/me-routes.ts';
import { allMethods, refusing, type Handler, type Route } from './doors/http/route.ts';
import { overviewRoute } from './doors/http/overview-route.ts';
import { upkeepRoute } from './doors/http/upkeep-route.ts';
import { nowhereRoute } from './doors/http/overview-routes.ts';
import {
  pauseRoute,
  probeRoute,
  resumeSystemRoute,
  systemsRoute,
} from './doors/http/system-routes.ts';
import { discardRoute, poisonMessagesRoute, redriveRoute } from './doors/http/poison-routes.ts';
import { candidatesRoute, decideRoute } from './doors/http/candidate-routes.ts';
import { decisionRoute } from './doors/http/decision-routes.ts';
import { deliveriesRoute, redriveDeliveryRoute } from './doors/http/delivery-routes.ts';
import { evidenceRoute, timelineRoute } from './doors/http/journal-routes.ts';
import { openLinkRoute, packageLinkRoute } from './doors/package-link/link-routes.ts';
import { packageRoute, reportRoute, requestRoute } from './doors/http/request-routes.ts';
import { searchRoute } from './doors/http/search-route.ts';
import { commentsRoute } from './doors/http/comments-route.ts';
import { identifiersRoute } from './doors/http/identifiers-route.ts';
import { assignRoute } from './doors/http/assign-route.ts';
import { retryRoute, retrySystemRoute } from './doors/http/retry-routes.ts';
import { waiveRoute } from './doors/http/waive-route.ts';
import { requestsRoute } from './doors/http/requests-route.ts';
import type { Call, Intake } from './doors/intake.ts';
import { logFieldsOf } from './doors/http/log-fields.ts';
import { takeFromQueue } from './doors/queue/take-from-queue.ts';
import { forgetAddresses } from './upkeep/forget-addresses.ts';
import { forgetSearches } from './upkeep/forget-searches.ts';
import { guardSystems } from './upkeep/guard-systems.ts';
import { probeDaily } from './upkeep/probe-daily.ts';
import { standingNumbers } from './upkeep/standing-numbers.ts';
import { probeDown } from './upkeep/probe-down.ts';
import type { GiveUp } from './upkeep/look-after-open.ts';
import { sweep } from './upkeep/sweep.ts';
import { KeysDiffer } from './ports/keys-differ.ts';
import type { Log } from './ports/log.ts';
import { orchestrations } from './workflows/all-flows.ts';
import type { Order, StepName } from './workflows/steps/all-steps.ts';
import { stepNames } from './workflows/steps/all-steps.ts';

const now = () => new Date();
const {
  systems: configured,
  policy,
  publicUrl,
  callers,
  loaded,
  ...rest
} = readConfiguration({ appFolder: path.join(__dirname, '..'), connectors, now });
const { makeRequestsQueue, checkKeys, callCounts, erasureCounts, measuring, ...ports } = openPorts(
  { ...rest, policy },
  now,
);
const { lookupHash } = ports;
const systems = guardSystems(configured, ports.systemStates, now, measuring.meter);
const intake: Intake = {
  ...ports,
  systems,
  policy,
  publicUrl,
  loaded,
  now,
  identify: createIdentify({ ...callers, policy, publicUrl, lookupHash, now }),
  identifySubject: createIdentifySubject({ policy, lookupHash, now }),
  admit: createCallLimits(policy.limits, callCounts, now),
  brake: createBrake(policy.brake, erasureCounts, now),
  alertOfBrake: createBrakeAlert(),
};
const activityDependencies = (log: Log): Dependencies => ({
  ...ports,
  systems,
  policy,
  publicUrl,
  now,
  log,
});

app.setup({ enableHttpStream: true });

/** Set when storage was written with other keys than these. Then every call of the API is refused, and flows wait for the earlier keys. */
let keysDiffer: KeysDiffer | undefined;

app.hook.appStart(async () => {
  try {
    await checkKeys();
  } catch (error) {
    // Storage may not answer now. Sealing and opening check the keys again before they do anything.
    if (error instanceof KeysDiffer) keysDiffer = error;
  }
  // Without the function, messages stay in the queue. With it, the host would give up each message after some tries.
  if (!keysDiffer) registerQueue();
});
app.hook.appTerminate(measuring.close);

for (const [name, handler] of Object.entries(orchestrations)) df.app.orchestration(name, handler);
for (const name of stepNames) registerActivity(name);

function registerActivity(name: StepName): void {
  df.app.activity(name, {
    handler: (order: Order<StepName>, context: InvocationContext) =>
      runActivity(activityDependencies(createContextLog(context)), name, order),
  });
}

registerRoute('requests', 'requests', requestsRoute(intake));
registerRoute('bulkRequests', 'requests:bulk', bulkRoute(intake));
registerRoute('request', 'requests/{id}', requestRoute(intake));
registerRoute('requestReport', 'requests/{id}/report', reportRoute(intake));
registerRoute('requestPackage', 'requests/{id}/package', packageRoute(intake));
registerRoute('requestPackageLink', 'requests/{id}/package/link', packageLinkRoute(intake));
registerRoute('requestTimeline', 'requests/{id}/timeline', timelineRoute(intake));
registerRoute('requestEvidence', 'requests/{id}/evidence', evidenceRoute(intake));
for (const { name, path, route } of meRoutes(intake)) registerRoute(name, path, route);
for (const action of requestActions)
  registerRoute(functionOf(action), `requests/{id}/${action}`, decisionRoute(intake, action));
registerRoute('searchSubjects', 'subjects/search', searchRoute(intake));
registerRoute('audit', 'audit', auditRoute(intake));
registerRoute('requestRetry', 'requests/{id}/retry', retryRoute(intake));
registerRoute('systemRetry', 'requests/{id}/systems/{system}/retry', retrySystemRoute(intake));
registerRoute('candidates', 'requests/{id}/systems/{system}/candidates', candidatesRoute(intake));
registerRoute('systemDecide', 'requests/{id}/systems/{system}/decide', decideRoute(intake));
registerRoute('systemWaive', 'requests/{id}/systems/{system}/waive', waiveRoute(intake));
registerRoute('requestComments', 'requests/{id}/comments', commentsRoute(intake));
registerRoute('requestIdentifiers', 'requests/{id}/identifiers', identifiersRoute(intake));
registerRoute('requestAssign', 'requests/{id}/assign', assignRoute(intake));
registerRoute('caller', 'caller', callerRoute(intake));
registerRoute('systems', 'systems', systemsRoute(intake));
registerRoute('probeSystem', 'systems/{id}/probe', probeRoute(intake));
registerRoute('pauseSystem', 'systems/{id}/pause', pauseRoute(intake));
registerRoute('resumeSystem', 'systems/{id}/resume', resumeSystemRoute(intake));
registerRoute('overview', 'overview', overviewRoute(intake));
registerRoute('upkeep', 'upkeep', upkeepRoute(intake));
registerRoute('releaseBrake', 'brake/release', brakeReleaseRoute(intake));
registerRoute('poisonMessages', 'poison-messages', poisonMessagesRoute(intake));
registerRoute('redriveMessage', 'poison-messages/{id}/redrive', redriveRoute(intake));
registerRoute('discardMessage', 'poison-messages/{id}/discard', discardRoute(intake));
registerRoute('deliveries', 'deliveries', deliveriesRoute(intake));
registerRoute('redriveDelivery', 'deliveries/{id}/redrive', redriveDeliveryRoute(intake));
registerHandler('packageLink', 'package-links/{token}', openLinkRoute(intake));
registerHandler('openApi', 'openapi.json', openApiRoute(publicUrl, policy.people));
// There is nothing to protect at an address without a route.
registerHandler('nowhere', '{*path}', nowhereRoute);

/** Only handlers that `route` (doors/http/route.ts) has made can be registered: `route` authenticates and authorises the caller. */
function registerRoute(name: string, path: string, route: Route): void {
  registerHandler(name, path, route);
}

// For the Functions host every route is anonymous, because the service itself authenticates callers.
function registerHandler(name: string, route: string, handler: Handler): void {
  df.app.client.http(name, {
    route,
    methods: allMethods,
    authLevel: 'anonymous',
    handler: (request: HttpRequest, client, context) =>
      refusing(handler, () => keysDiffer)(request, {
        flows: createDurableFlowStarter(client),
        log: createContextLog(context, logFieldsOf(request)),
      }),
  });
}

// The page itself holds no data. Its calls to the API carry the key or the sign-in of the operator.
app.http('dashboard', {
  route: 'dashboard',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: dashboardPage(path.join(__dirname, 'dashboard', 'index.html')),
});

function registerQueue(): void {
  df.app.client.storageQueue('acceptQueuedRequest', {
    queueName: 'dsar-requests',
    connection: 'AzureWebJobsStorage',
    handler: (content, client, context) =>
      takeFromQueue(intake, callOf(client, context), {
        id: String(context.triggerMetadata?.['id']),
        content,
      }),
  });
}

df.app.client.timer('sweep', {
  schedule: '*/30 * * * * *',
  runOnStartup: true,
  useMonitor: false,
  handler: async (_timer, client, context) => {
    await checkKeys();
    await makeRequestsQueue();
    await sweep(intake, callOf(client, context), giveUp);
    measuring.meter.standing(() => standingNumbers(intake));
    await callCounts.forgetBefore(minutesAgo(5));
    await forgetSearches(intake);
    // Until the link is deleted, it can say why it no longer works.
    await intake.packageLinks.forgetBefore(minutesAgo(7 * 24 * 60));
    await forgetAddresses(intake);
    await probeDown(intake, createContextLog(context));
    await probeDaily(intake, createContextLog(context));
    await erasureCounts.forgetBefore(minutesAgo(120).slice(0, 13));
    await intake.systemStates.forgetHoursBefore(minutesAgo(25 * 60).slice(0, 13));
  },
});

/** Such as `requestApprove`. */
function functionOf(action: RequestAction): string {
  return `request${action.charAt(0).toUpperCase()}${action.slice(1)}`;
}

const minutesAgo = (minutes: number): string =>
  new Date(now().getTime() - minutes * 60_000).toISOString().slice(0, 16);

function callOf(client: df.DurableClient, context: InvocationContext): Call {
  return { flows: createDurableFlowStarter(client), log: createContextLog(context) };
}

const giveUp: GiveUp = async (requestId, run, { flows: starter, log }) => {
  const ended = await runActivity(activityDependencies(log), 'endBroken', { requestId, run });
  if (!ended.ok) return;
  const { callback, ending } = ended.value;
  await starter.deliver(requestId, currentFlowVersion, { callback, ending });
};
