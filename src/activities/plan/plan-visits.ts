import { additionsMissingIn } from '../../domain/added-identifiers.ts';
import { theService } from '../../domain/fact.ts';
import { directoriesUnread } from '../../domain/judge-search.ts';
import { gateOf, type Gate } from '../../domain/gate.ts';
import { withQuestions, type Gates } from '../../domain/gates.ts';
import type { RequestState } from '../../domain/request.ts';
import { planContent, plannedRow } from '../../domain/plan.ts';
import { retriedRow } from '../../domain/plan-retry.ts';
import { shadowRow } from '../../domain/shadow-row.ts';
import { searchFacts } from '../../domain/search-facts.ts';
import type { Planned } from '../../ports/register-writes.ts';
import type { PlanOrder, PlanReceipt } from '../../workflows/steps/plan-visits.ts';
import { claimsOf } from '../claims-of.ts';
import { askGate } from '../gate/ask-gate.ts';
import { keepingOf } from '../keeping-of.ts';
import type { Dependencies } from '../dependencies.ts';
import { registered } from '../registered.ts';
import { plannedVisit } from './planned-visit.ts';

type Needs = Pick<
  Dependencies,
  'dossiers' | 'systems' | 'register' | 'lookupHash' | 'policy' | 'now' | 'log'
>;

/** Decides which systems are visited, claims the subject for this request, and gives a verdict to the systems that need no visit. */
export async function planVisits(deps: Needs, order: PlanOrder): Promise<PlanReceipt> {
  const { requestId, type, failed } = order;
  const dossier = await deps.dossiers.read(requestId, order.dossier);
  const configured = deps.systems.all();
  const basis = {
    type,
    dossier,
    failed,
    lookUps: Object.fromEntries(configured.map(({ id, access }) => [id, access.lookUps])),
    unread: directoriesUnread(
      configured.filter(({ id }) => order.systems.includes(id)),
      dossier,
      failed,
    ),
    keeping: await keepingOf(deps, requestId),
    now: deps.now().toISOString(),
  };
  const before = order.run === 1 ? [] : (await registered(deps, requestId)).systems;
  const rows = order.systems.map((id) => {
    const system = deps.systems.get(id);
    const fresh = system?.shadow ? shadowRow(system, basis) : plannedRow(id, system, basis);
    if (order.run === 1) return fresh;
    const known = before.find((row) => row.id === id);
    return retriedRow(known, fresh, type, dossier);
  });
  const planHash = deps.lookupHash('plan', planContent(rows, basis));
  const questions = rows.filter(({ verdict }) => verdict === 'ambiguous').map(({ id }) => id);
  const asking = (gates: Gates) => {
    const until = new Date(deps.now().getTime() + deps.policy.decideWithinSeconds * 1000);
    return withQuestions(gates, questions, until.toISOString());
  };
  const next: { state: RequestState | null } = { state: 'planned' };
  const plan: Planned = {
    planHash,
    systems: rows,
    dossier: order.dossier,
    asking,
    stateOf: ({ gates }) => {
      // Identifiers were added while this plan was made: nothing is written, and the person is searched for once more.
      const isOutdated = additionsMissingIn(dossier, gates.decisions).length > 0;
      next.state = isOutdated ? null : stateAt(gateOf(asking(gates), planHash, deps.now()));
      return next.state;
    },
  };
  const { orderWaitSeconds } = deps.policy;
  const claims = claimsOf(deps, dossier);
  const facts = searchFacts(rows, dossier, basis.now);
  const turn = await deps.register.claim(requestId, claims, plan, orderWaitSeconds, facts);
  if (turn !== 'ready') {
    const waiting = { at: basis.now, kind: 'waiting', actor: theService, for: turn } as const;
    await deps.register.append(requestId, [{ ...waiting, until: null }]);
    return { kind: 'busy', waitingFor: turn };
  }
  const visits = rows
    .filter((row) => row.verdict === null)
    .map((row) => plannedVisit(deps.systems, row));
  if (next.state !== 'planned')
    return { kind: 'gate', gate: await askGate(deps, { requestId }), visits };
  return { kind: 'planned', visits, settled: rows.filter((row) => row.verdict !== null) };
}

/** @returns null when the request has ended at a gate */
function stateAt(gate: Gate): RequestState | null {
  switch (gate.kind) {
    case 'open':
      return 'planned';
    case 'closed':
      return gate.state;
    case 'ended':
      return null;
  }
}
