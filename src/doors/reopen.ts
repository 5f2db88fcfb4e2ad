import type { GateChange } from '../domain/gate.ts';
import type { RegisteredRequest, RequestId } from '../domain/request.ts';
import type { HttpCall } from './http/route.ts';
import type { Intake } from './intake.ts';

/**
 * Opens an ended request again, and starts its next run. When the run cannot be started now, the sweeper does it later.
 * @param look see `Register.reopen`
 */
export async function reopen(
  { register }: Intake,
  { flows, log }: HttpCall,
  requestId: RequestId,
  look: (request: RegisteredRequest, begun: boolean) => GateChange,
): Promise<RegisteredRequest> {
  const request = await register.reopen(requestId, look);
  log.info('request opened again', { requestId, run: request.run });
  try {
    await flows.start(requestId, request.flowVersion, request.run);
  } catch (error) {
    log.error('run not started yet', error, { requestId, run: request.run });
  }
  return request;
}
