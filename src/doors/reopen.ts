import { theService, type NewFact } from '../domain/fact.ts';
import { currentFlowVersion } from '../domain/flow-version.ts';
import type { GateChange } from '../domain/gate.ts';
import type { RegisteredRequest, RequestId } from '../domain/request.ts';
import type { SystemId } from '../domain/system.ts';
import type { HttpCall } from './http/route.ts';
import type { Intake } from './intake.ts';

/**
 * Opens an ended request again, and starts its next run. When the run cannot be started now, the sweeper does it later.
 * @param decide see `Register.reopen`
 */
export async function reopen(
  { register }: Intake,
  { flows, log }: HttpCall,
  requestId: RequestId,
  decide: (request: RegisteredRequest, begun: boolean) => GateChange,
): Promise<RegisteredRequest> {
  const request = await register.reopen(requestId, decide);
  log.info('request opened again', { requestId, run: request.run });
  try {
    await flows.start(requestId, request.flowVersion, request.run);
  } catch (error) {
    log.error('run not started yet', error, { requestId, run: request.run });
  }
  return request;
}

/**
 * The fact that opens an ended request again. When the flow broke before the request had passed its gates, the request must still pass
 * them.
 */
export function reopening(
  { run }: Pick<RegisteredRequest, 'run'>,
  begun: boolean,
  systems: readonly SystemId[],
  at: string,
): NewFact {
  return {
    ...{ at, kind: 'reopened', actor: theService, flowVersion: currentFlowVersion, systems },
    run: run + 1,
    state: begun ? 'running' : 'resolving',
  };
}
