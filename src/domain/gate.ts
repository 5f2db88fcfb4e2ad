// A request waits at gates before anything is touched: for a proof of identity, for approvals, for the end of a cooling-off period, and
// while an operator holds it. This file says at which gate a request stands. The question is asked again after every decision.
import { theService, type Actor, type NewFact } from './fact.ts';
import type { Decision, Gates, RefusalReason } from './gates.ts';
import type { RegisteredRequest, RequestState } from './request.ts';

/** A state in which a request waits at a gate. */
export type GateState = Extract<
  RequestState,
  'awaiting-identity' | 'needs-decision' | 'awaiting-approval' | 'cooling-off' | 'on-hold'
>;

export type Gate =
  | { readonly kind: 'open' }
  /** `until`: RFC 3339, when the wait ends by itself; null when only a person ends it. */
  | { readonly kind: 'closed'; readonly state: GateState; readonly until: string | null }
  | { readonly kind: 'ended'; readonly state: 'withdrawn'; readonly reason: null }
  | { readonly kind: 'ended'; readonly state: 'refused'; readonly reason: RefusalReason };

/**
 * At which gate does the request stand? The order is: end, hold, identity, decisions about records, approval, cooling-off.
 * @param planHash null before the plan is made: then only the gates before it count
 */
export function gateOf(
  { rule, decisions, coolsUntil, questions, decideUntil, answered, passed }: Gates,
  planHash: string | null,
  now: Date,
): Gate {
  // A request whose visits have begun cannot be withdrawn or held any more.
  if (passed) return { kind: 'open' };
  const ended = endedBy(decisions);
  if (ended) return ended;
  const hold = standingHold(decisions, now);
  if (hold) return { kind: 'closed', state: 'on-hold', until: hold.until };
  if (rule.identityProof === 'required' && !isProved(decisions))
    return { kind: 'closed', state: 'awaiting-identity', until: null };
  if (questions.length > 0 && decideUntil !== null && Date.parse(decideUntil) > now.getTime())
    return { kind: 'closed', state: 'needs-decision', until: decideUntil };
  if (planHash === null || answered) return { kind: 'open' };
  const approvals = approvalsOf(decisions, planHash);
  if (approvals.size < rule.approvals)
    return { kind: 'closed', state: 'awaiting-approval', until: null };
  if (rule.coolingOffSeconds === 0) return { kind: 'open' };
  const until = coolsUntil ?? secondsAfter(now, rule.coolingOffSeconds);
  const isOver = Date.parse(until) <= now.getTime();
  return isOver ? { kind: 'open' } : { kind: 'closed', state: 'cooling-off', until };
}

/** A proof of identity is about the identifiers that were known then. It says nothing about those that were added later. */
function isProved(decisions: readonly Decision[]): boolean {
  const last = (which: Decision['what']) => decisions.findLastIndex(({ what }) => what === which);
  return last('identity') > last('identifiers');
}

/** The first decision to withdraw or refuse counts. A later one has no effect. */
function endedBy(decisions: readonly Decision[]): Extract<Gate, { kind: 'ended' }> | null {
  for (const decision of decisions) {
    if (decision.what === 'withdraw') return { kind: 'ended', state: 'withdrawn', reason: null };
    if (decision.what === 'refuse')
      return { kind: 'ended', state: 'refused', reason: decision.reason };
  }
  return null;
}

/** The hold that is in force now; null when there is none. */
export function standingHold(
  decisions: readonly Decision[],
  now: Date,
): Extract<Decision, { what: 'hold' }> | null {
  const last = decisions.findLast(({ what }) => what === 'hold' || what === 'resume');
  if (last?.what !== 'hold') return null;
  return last.until !== null && Date.parse(last.until) <= now.getTime() ? null : last;
}

/** Who approved this plan. */
export function approvalsOf(decisions: readonly Decision[], planHash: string): ReadonlySet<string> {
  const approvals = decisions.filter((one) => one.what === 'approve' && one.planHash === planHash);
  return new Set(approvals.map(({ by }) => by));
}

function secondsAfter(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}

/** What is written into a request after its gates were checked: facts, and what the register stores about its gates. */
export interface GateChange {
  readonly gates: Gates;
  readonly facts: readonly NewFact[];
}

/** The part of a request that its gates depend on. */
type AtGate = Pick<RegisteredRequest, 'state' | 'planHash' | 'gates'>;

/**
 * The request after a decision. Its state changes at once, so nobody can decide the same twice. The flow continues later.
 * @param request a request that waits at a gate, or will come to one
 */
export function afterDecision(
  request: AtGate,
  decision: Decision,
  actor: Actor,
  now: Date,
): GateChange {
  const decisions = [...request.gates.decisions, decision];
  const decided = factOfDecision(decision, actor);
  // An extension changes only the last day. It changes no gate.
  if (decision.what === 'extend')
    return { gates: { ...request.gates, decisions }, facts: [decided] };
  // More identifiers may change the answer to a question, so the questions are asked again.
  const questions = request.gates.questions.filter(
    (system) =>
      decision.what !== 'identifiers' && (decision.what !== 'decide' || decision.system !== system),
  );
  const answered =
    request.gates.answered || decision.what === 'decide' || decision.what === 'identifiers';
  const gates = { ...request.gates, decisions, questions, answered, unheard: true };
  const moved = afterGate({ ...request, gates }, gateOf(gates, request.planHash, now), decision.at);
  return { gates: moved.gates, facts: [decided, ...moved.facts] };
}

function factOfDecision(decision: Decision, actor: Actor): NewFact {
  const { at, by: _by, what, reason = null, ...more } = decision;
  const { sealed: _name, ...told } = { sealed: '', ...more };
  return { at, kind: 'decided', actor, what, reason, ...told };
}

/** The request when it stands at this gate, with the facts that are new. */
export function afterGate({ state, gates }: AtGate, gate: Gate, at: string): GateChange {
  const moveTo = (next: RequestState): NewFact[] =>
    next === state ? [] : [{ at, kind: 'moved', actor: theService, state: next }];
  if (gate.kind === 'ended') return { gates, facts: [] };
  if (gate.kind === 'open')
    return { gates: { ...gates, told: null }, facts: gates.passed ? [] : moveTo('resolving') };
  const { until } = gate;
  const told = `${gate.state} ${until ?? ''}`;
  const waiting: NewFact = { at, kind: 'waiting', actor: theService, for: gate.state, until };
  // The end of the cooling-off period is fixed when the period begins. Nothing that happens later changes it.
  const cooling = gate.state === 'cooling-off' && { coolsUntil: until };
  return {
    gates: { ...gates, told, ...cooling },
    facts: [...moveTo(gate.state), ...(told === gates.told ? [] : [waiting])],
  };
}
