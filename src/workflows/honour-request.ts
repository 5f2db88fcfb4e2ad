import { deliverFinalStatus } from './deliver-status.ts';
import { defineFlow, type Durable, type Flow, type FlowOrder } from './durable.ts';
import { verdictsOf } from './erase-everywhere.ts';
import { eraseForGood, visitsOf, type Erasing, type Outcome } from './erase-for-good.ts';
import { planAndPassGates, type Ready } from './plan-and-pass-gates.ts';
import { compileReport, type EndReceipt } from './steps/compile-report.ts';
import { endBroken } from './steps/end-broken.ts';
import { openRequest } from './steps/open-request.ts';
import { visitSystem } from './visit-system.ts';

interface HonourOrder extends FlowOrder {
  /** Left out in the first run. Every retry is a new run. */
  readonly run?: number;
}

/**
 * Carries out one request, from its registration to the delivery of its final status. A retry runs the same flow again: it starts from what
 * was found before, and visits only the systems that may get a better verdict.
 */
function* honour(durable: Durable, order: HonourOrder): Flow<{ state: EndReceipt['state'] }> {
  const { state, callback, ending } = yield* carryOut(durable, order);
  yield* deliverFinalStatus(durable, { requestId: order.requestId, callback, ending });
  return { state };
}

function* carryOut(durable: Durable, { requestId, run = 1 }: HonourOrder): Flow<EndReceipt> {
  try {
    const request = yield* durable.step(openRequest, { requestId, run });
    const { settled, dossiers } = request;
    if (settled) {
      const dossier = dossiers.from;
      return yield* durable.step(compileReport, { requestId, run, dossier, systems: settled });
    }
    const about = { requestId, run, request };
    const planned = yield* planAndPassGates(durable, about);
    if (planned.kind === 'ended') {
      const { dossier, ended } = planned;
      return yield* durable.step(compileReport, { requestId, run, dossier, systems: [], ended });
    }
    durable.show({ phase: 'running' });
    const outcome = yield* visitEverySystem(durable, about, planned);
    durable.show({ phase: 'reporting' });
    return yield* durable.step(compileReport, { requestId, run, ...outcome });
  } catch {
    return yield* durable.step(endBroken, { requestId, run });
  }
}

function* visitEverySystem(
  durable: Durable,
  about: Erasing,
  { plan: { visits, settled }, resolution }: Ready,
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
