import type { Decided, Decision } from '../domain/gates.ts';
import { afterDecision } from '../domain/gate.ts';
import { isTerminal, type RegisteredRequest } from '../domain/request.ts';
import { isDecidable } from '../domain/request-action.ts';
import { whyNoKey } from '../domain/retry.ts';
import type { SystemId } from '../domain/system.ts';
import { candidatesAt } from './candidates.ts';
import { sealComment } from './comments.ts';
import { decide, refuseInState } from './decide.ts';
import { actorOf } from './http/actor-of.ts';
import type { HttpCall } from './http/route.ts';
import type { Intake } from './intake.ts';
import { refuse } from './problem.ts';
import { reopen, reopening } from './reopen.ts';

/** Which of the candidates are the person's, by their codes. */
export interface Chosen {
  readonly records: readonly string[];
  readonly reason: string | null;
  readonly comment?: string | undefined;
}

/**
 * Writes which records of a system are the person's. All other candidates are not. If the systems are not visited yet, the request
 * continues with the decision. If the request has ended, it is opened again and the system is visited.
 * @throws Refused `invalid-request` when a code names no candidate; `not-allowed-in-state` when there is nothing to choose
 */
export async function decideRecords(
  intake: Intake,
  call: HttpCall,
  request: RegisteredRequest,
  system: SystemId,
  { records, reason, comment }: Chosen,
): Promise<RegisteredRequest> {
  const candidates = await candidatesAt(intake, call.caller, request, system);
  const row = request.systems.find(({ id }) => id === system);
  if (candidates.length === 0 || !row || !isDecidable(request, row))
    refuseInState(intake, request, call.caller, 'There is nothing to choose in this system now.');
  const unknown = records.findIndex((code) => !candidates.some((one) => one.code === code));
  if (unknown >= 0)
    refuse('invalid-request', 'Read the candidates again, and name some of them.', {
      errors: [
        { pointer: `#/records/${String(unknown)}`, detail: 'Should be a candidate of the system.' },
      ],
    });
  const keysOf = (areTheirs: boolean) =>
    candidates.filter(({ code }) => records.includes(code) === areTheirs).map(({ key }) => key);
  const decided: Decided = {
    ...{ what: 'decide', reason, system },
    ...{ records: keysOf(true), others: keysOf(false) },
  };
  return isTerminal(request.state)
    ? await decideAfterEnd(intake, call, request, decided, comment)
    : await decide(intake, call, request.id, decided, comment);
}

/** A decision after the end of the request also starts a retry of the system. */
async function decideAfterEnd(
  intake: Intake,
  call: HttpCall,
  { id }: RegisteredRequest,
  decided: Extract<Decided, { what: 'decide' }>,
  comment: string | undefined,
): Promise<RegisteredRequest> {
  const now = intake.now();
  const at = now.toISOString();
  const sealedComment = await sealComment(intake, id, comment);
  const decision: Decision = { ...decided, at, by: call.caller.mark, ...sealedComment };
  return await reopen(intake, call, id, (before, begun) => {
    const row = before.systems.find((one) => one.id === decided.system);
    const isOpen = isTerminal(before.state) && row && isDecidable(before, row);
    if (!isOpen || whyNoKey(before, now) !== null)
      refuseInState(intake, before, call.caller, 'Somebody else has decided in the meantime.');
    const { gates, facts } = afterDecision(before, decision, actorOf(call.caller), now);
    const told = facts.filter(({ kind }) => kind === 'decided');
    return { gates, facts: [...told, reopening(before, begun, [decided.system], at)] };
  });
}
