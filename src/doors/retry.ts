import type { RegisteredRequest, RequestId } from '../domain/request.ts';
import { systemsToRetry, whyNoRetry } from '../domain/retry.ts';
import type { SystemId } from '../domain/system.ts';
import { sealComment } from './comments.ts';
import { refuseInState } from './decide.ts';
import { actorOf } from './http/actor-of.ts';
import type { HttpCall } from './http/route.ts';
import type { Intake } from './intake.ts';
import { refuse } from './problem.ts';
import { reopen, reopening } from './reopen.ts';

/**
 * Opens an ended request again, to visit the systems that are not done.
 * @param system null: all systems that may get a better verdict
 * @throws Refused `not-allowed-in-state` with the reason, or `not-found` when the request has no such system
 */
export async function retry(
  intake: Intake,
  call: HttpCall,
  requestId: RequestId,
  system: SystemId | null,
  comment?: string,
): Promise<RegisteredRequest> {
  const now = intake.now();
  const at = now.toISOString();
  const mustBeAllowed = (request: RegisteredRequest) => {
    if (system !== null && !request.systemIds.includes(system))
      refuse('not-found', 'This request has no system with this id.');
    const why = whyNoRetry(request, system, now);
    if (why !== null) refuseInState(intake, request, call.caller, why);
  };
  const known = comment === undefined ? null : await intake.register.get(requestId);
  if (known) mustBeAllowed(known);
  const sealedComment = await sealComment(intake, requestId, comment);
  return await reopen(intake, call, requestId, (before, begun) => {
    mustBeAllowed(before);
    const systems = system === null ? systemsToRetry(before) : [system];
    const on = system !== null && { system };
    const actor = actorOf(call.caller);
    return {
      gates: before.gates,
      facts: [
        { at, kind: 'decided', actor, what: 'retry', reason: null, ...on, ...sealedComment },
        reopening(before, begun, systems, at),
      ],
    };
  });
}
