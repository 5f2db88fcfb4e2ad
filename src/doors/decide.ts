import { afterDecision, approvalsOf } from '../domain/gate.ts';
import { type Decided, type Decision } from '../domain/gates.ts';
import { isTerminal, type RegisteredRequest, type RequestId } from '../domain/request.ts';
import { actionsIn } from '../domain/request-action.ts';
import { withDueDate } from '../domain/due-date.ts';
import type { HttpCall } from './http/route.ts';
import { actionsFor } from './actions-for.ts';
import { actorOf } from './http/actor-of.ts';
import type { Intake } from './intake.ts';
import { sealComment } from './comments.ts';
import { refuse } from './problem.ts';

/**
 * Writes what a person decided about a request, and wakes its flow. When the flow cannot be woken now, the sweeper does it later.
 * @param comment a text of the person who decides; it is sealed
 * @throws Refused `not-allowed-in-state`, `plan-changed` or `second-person-needed`: then nothing is written
 */
export async function decide(
  intake: Intake,
  { caller, flows, log }: HttpCall,
  requestId: RequestId,
  decided: Decided,
  comment?: string,
): Promise<RegisteredRequest> {
  const now = intake.now();
  const bare = { ...decided, at: now.toISOString(), by: caller.mark } as Decision;
  const decision = await withComment(intake, requestId, bare, caller, comment);
  const request = await intake.register.change(requestId, (before) => {
    mustBeAllowedNow(intake, before, decision, caller);
    const change = afterDecision(before, decision, actorOf(caller), now);
    return withDueDate(before, change, intake.policy, now);
  });
  if (isTerminal(request.state)) refuseInState(intake, request, caller);
  log.info('decided', { requestId, what: decided.what });
  if (decided.what === 'extend') return request;
  try {
    await flows.wake(requestId, request.run, request.gates.waits);
  } catch (error) {
    log.error('flow not woken', error, { requestId });
  }
  return request;
}

/** The comment is sealed only after it is known that the decision is allowed. */
async function withComment(
  intake: Intake,
  requestId: RequestId,
  decision: Decision,
  caller: HttpCall['caller'],
  comment: string | undefined,
): Promise<Decision> {
  const request = comment === undefined ? null : await intake.register.get(requestId);
  if (!request) return decision;
  if (isTerminal(request.state)) refuseInState(intake, request, caller);
  mustBeAllowedNow(intake, request, decision, caller);
  return { ...decision, ...(await sealComment(intake, requestId, comment)) };
}

function mustBeAllowedNow(
  intake: Intake,
  request: RegisteredRequest,
  decision: Decision,
  caller: HttpCall['caller'],
): void {
  if (!actionsIn(request).includes(decision.what)) refuseInState(intake, request, caller);
  if (decision.what === 'extend' && Date.parse(request.dueAt) < Date.parse(decision.at))
    refuseInState(intake, request, caller);
  if (decision.what !== 'approve') return;
  if (decision.planHash !== request.planHash)
    refuse('plan-changed', 'Read the request again, look at its plan, and approve that one.');
  const isSecond =
    decision.by !== request.owner &&
    !approvalsOf(request.gates.decisions, decision.planHash).has(decision.by);
  if (!isSecond)
    refuse(
      'second-person-needed',
      'Another person must approve: neither the sender of the request nor somebody who has approved it already.',
    );
}

/** @throws Refused `not-allowed-in-state`, with the state and the actions that are allowed */
export function refuseInState(
  { policy }: Intake,
  request: RegisteredRequest,
  caller: HttpCall['caller'],
  detail = 'Do one of the actions that are allowed now.',
): never {
  const { state } = request;
  return refuse('not-allowed-in-state', detail, {
    state,
    actions: actionsFor(caller, request, policy),
  });
}
