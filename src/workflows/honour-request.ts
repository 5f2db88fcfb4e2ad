import type { RequestId } from '../domain/request.ts';
import { deliverFinalStatus } from './deliver-status.ts';
import { defineFlow, type Durable, type Flow, type FlowOrder } from './durable.ts';
import { verdictsOf } from './erase-everywhere.ts';
import { eraseForGood, visitsOf, type Erasing, type Outcome } from './erase-for-good.ts';
import { resolveSubject, type Resolution } from './resolve-subject.ts';
import { askTurn } from './steps/ask-turn.ts';
import { compileReport, type EndReceipt } from './steps/compile-report.ts';
import { endBroken } from './steps/end-broken.ts';
import { openRequest, type OpenedRequest } from './steps/open-request.ts';
import { planVisits, type PlanReceipt } from './steps/plan-visits.ts';
import { visitSystem } from './visit-system.ts';

type Plan = Extract<PlanReceipt, { kind: 'planned' }>;

/** Carries out one request, from its registration to the delivery of its final status. */
function* honour(durable: Durable, order: FlowOrder): Flow<{ state: EndReceipt['state'] }> {
  const end = yield* carryOut(durable, order);
  yield* deliverFinalStatus(durable, { requestId: order.requestId, callback: end.callback });
  return { state: end.state };
}

function* carryOut(durable: Durable, { requestId }: FlowOrder): Flow<EndReceipt> {
  try {
    const request = yield* durable.step(openRequest, { requestId });
    const { plan, resolution } = yield* planWhenFree(durable, requestId, request);
    yield* passGates();
    durable.show({ phase: 'running' });
    const outcome = yield* visitEverySystem(durable, { requestId, request }, plan, resolution);
    durable.show({ phase: 'reporting' });
    return yield* durable.step(compileReport, { requestId, ...outcome });
  } catch {
    return yield* durable.step(endBroken, { requestId });
  }
}

/**
 * Requests about one person are carried out in the order of arrival. A request that had to wait searches again when its turn comes. It
 * starts from what the sender gave, because the request before it may have erased what was found.
 */
function* planWhenFree(
  durable: Durable,
  requestId: RequestId,
  request: OpenedRequest,
): Flow<{ plan: Plan; resolution: Resolution }> {
  let lastDossier = 0;
  for (;;) {
    durable.show({ phase: 'resolving' });
    const resolution = yield* resolveSubject(durable, requestId, request, lastDossier);
    const { dossier, failed } = resolution;
    const plan = yield* durable.step(planVisits, {
      requestId,
      dossier,
      type: request.type,
      systems: request.systems,
      failed,
    });
    if (plan.kind === 'planned') return { plan, resolution };
    lastDossier = dossier;
    durable.show({ phase: plan.waitingFor });
    yield* awaitTurn(durable, requestId);
  }
}

const longestWait = 60;

function* awaitTurn(durable: Durable, requestId: RequestId): Flow<void> {
  for (let wait = 1; ; wait = Math.min(wait * 2, longestWait)) {
    yield* durable.sleep(wait);
    const { turn } = yield* durable.step(askTurn, { requestId });
    if (turn === 'ready') return;
  }
}

/** The place for identity proof, approval, cooling-off and hold. No policy can ask for them yet. */
function* passGates(): Flow<void> {}

function* visitEverySystem(
  durable: Durable,
  about: Erasing,
  { visits, settled }: Plan,
  resolution: Resolution,
): Flow<Outcome> {
  const { dossier } = resolution;
  const visiting = visitsOf(about, resolution);
  if (about.request.type === 'erasure')
    return yield* eraseForGood(durable, about, { visits, settled, resolution });
  const exports = visits.map((planned) => visiting('export', planned));
  const exported = verdictsOf(yield* durable.runAll(visitSystem, exports));
  return { dossier, systems: [...settled, ...exported] };
}

export const honourRequest = defineFlow('honourRequest', { 1: honour });
