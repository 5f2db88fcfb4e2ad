import { currentFlowVersion } from '../domain/flow-version.ts';
import type { NewFact } from '../domain/fact.ts';
import type { RegisteredRequest, RequestId } from '../domain/request.ts';
import { systemsToRetry, whyNoRetry } from '../domain/retry.ts';
import type { SystemId } from '../domain/system.ts';
import { refuseInState } from './decide.ts';
import { actorOf } from './http/actor-of.ts';
import type { HttpCall } from './http/route.ts';
import type { Intake } from './intake.ts';
import { refuse } from './problem.ts';

/**
 * Opens an ended request again, and starts its next run. When the run cannot be started now, the sweeper does it later.
 * @param system null: all systems that are worth another visit
 * @throws Refused `not-allowed-in-state` with the reason, or `not-found` when the request has no such system
 */
export async function retry(
  intake: Intake,
  { caller, flows, log }: HttpCall,
  requestId: RequestId,
  system: SystemId | null,
): Promise<RegisteredRequest> {
  const now = intake.now();
  const at = now.toISOString();
  const request = await intake.register.reopen(requestId, (before, begun): NewFact[] => {
    if (system !== null && !before.systemIds.includes(system))
      refuse('not-found', 'This request has no system with this id.');
    const why = whyNoRetry(before, system, now);
    if (why !== null) refuseInState(intake, before, caller, why);
    const on = system !== null && { system };
    return [
      { at, kind: 'decided', actor: actorOf(caller), what: 'retry', reason: null, ...on },
      reopening(before, begun, system === null ? systemsToRetry(before) : [system], at),
    ];
  });
  log.info('retry', { requestId, run: request.run, ...(system !== null && { system }) });
  try {
    await flows.start(requestId, request.flowVersion, request.run);
  } catch (error) {
    log.error('retry not started yet', error, { requestId });
  }
  return request;
}

/** The fact that opens an ended request again. A request that broke before it had passed its gates must still pass them. */
function reopening(
  { run }: RegisteredRequest,
  begun: boolean,
  systems: readonly SystemId[],
  at: string,
): NewFact {
  return {
    at,
    kind: 'reopened',
    actor: { kind: 'service' },
    run: run + 1,
    flowVersion: currentFlowVersion,
    state: begun ? 'running' : 'resolving',
    systems,
  };
}
