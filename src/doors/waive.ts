import type { Actor, FactOf, NewFact } from '../domain/fact.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import { isWaivable } from '../domain/request-action.ts';
import { whyNoKey } from '../domain/retry.ts';
import { settle } from '../domain/settle.ts';
import type { SystemId } from '../domain/system.ts';
import type { SystemVerdict, WaivedReason } from '../domain/verdict.ts';
import { factOfVerdict } from '../journal/facts-of.ts';
import { sealComment } from './comments.ts';
import { refuseInState } from './decide.ts';
import { actorOf } from './http/actor-of.ts';
import type { HttpCall } from './http/route.ts';
import type { Intake } from './intake.ts';
import { refuse } from './problem.ts';
import { reopen, reopening } from './reopen.ts';

/** The decision of an operator to waive a system. */
export interface Waiver {
  readonly system: SystemId;
  readonly reason: WaivedReason;
  readonly comment?: string | undefined;
}

export interface Waived {
  readonly request: RegisteredRequest;
  /** What is still missing before the waiver takes effect. */
  readonly needed: 'second-person' | null;
}

/**
 * Waives a system. The call of the first operator is only written. The call of a second operator takes effect: the system gets the verdict
 * `waived`, and the request ends again.
 * @throws Refused `second-person-needed` when the same operator calls again; `not-allowed-in-state`, `not-found`
 */
export async function waive(
  intake: Intake,
  call: HttpCall,
  request: RegisteredRequest,
  { comment, ...waiver }: Waiver,
): Promise<Waived> {
  mustBeWaivable(intake, call, request, waiver.system);
  const sealedComment = await sealComment(intake, request.id, comment);
  const actor = actorOf(call.caller);
  const at = intake.now().toISOString();
  const decided: FactOf<'decided'> = {
    at,
    kind: 'decided',
    actor,
    what: 'waive',
    ...waiver,
    ...sealedComment,
  };
  const first = await firstOperator(intake, request, decided);
  if (first === null) {
    const written = await intake.register.get(request.id);
    return { request: written ?? request, needed: 'second-person' };
  }
  if (first.kind === actor.kind && first.id === actor.id)
    refuse(
      'second-person-needed',
      'Another operator must make the same call. Then the waiver takes effect.',
    );
  return { request: await takeEffect(intake, call, request, waiver, decided), needed: null };
}

/**
 * Who was the first to waive this system since the last end of the request. A waiver counts only for that end. After a retry, the system
 * must be waived again.
 * @returns null when nobody had; then this decision is written now
 */
async function firstOperator(
  { register }: Intake,
  { id }: RegisteredRequest,
  decided: FactOf<'decided'>,
): Promise<Actor | null> {
  let earlier: NewFact | undefined;
  await register.append(id, [decided], (facts) => {
    const end = facts.findLastIndex(({ kind }) => kind === 'reported');
    earlier = facts.slice(end + 1).find((fact) => isSameWaiver(fact, decided));
    return earlier !== undefined;
  });
  return earlier?.actor ?? null;
}

function isSameWaiver(fact: NewFact, { what, system }: FactOf<'decided'>): boolean {
  return fact.kind === 'decided' && fact.what === what && fact.system === system;
}

/** The verdict and the reopening are one write. After a crash, either the waiver has had no effect, or the sweeper starts the run. */
function takeEffect(
  intake: Intake,
  call: HttpCall,
  { id, endings }: RegisteredRequest,
  { system, reason }: Waiver,
  decided: NewFact,
): Promise<RegisteredRequest> {
  const { at } = decided;
  return reopen(intake, call, id, (open, begun) => {
    const row = mustBeWaivable(intake, call, open, system);
    if (open.endings !== endings)
      refuseInState(intake, open, call.caller, 'The request has ended again since. Read it again.');
    const waived = { verdict: 'waived', code: null, until: null, reason } as const;
    const settled = factOfVerdict(settle(row, waived, { updatedAt: at }));
    return { gates: open.gates, facts: [decided, settled, reopening(open, begun, [], at)] };
  });
}

function mustBeWaivable(
  intake: Intake,
  { caller }: HttpCall,
  request: RegisteredRequest,
  system: SystemId,
): SystemVerdict {
  const row = request.systems.find(({ id }) => id === system);
  if (!row) return refuse('not-found', 'This request has no system with this id.');
  if (request.finishedAt === null)
    return refuseInState(intake, request, caller, 'Wait until the request has ended.');
  const noKey = whyNoKey(request, intake.now());
  if (noKey !== null) return refuseInState(intake, request, caller, noKey);
  if (!isWaivable(request, row))
    return refuseInState(intake, request, caller, 'This system needs no waiver now.');
  return row;
}
