import type { PlannedVisit } from '../domain/plan.ts';
import type { RequestId } from '../domain/request.ts';
import type { Durable, Flow } from './durable.ts';
import { visitsOf, type Erasing } from './erase-for-good.ts';
import { passGates } from './pass-gates.ts';
import { resolveSubject, type Resolution } from './resolve-subject.ts';
import { askTurn } from './steps/ask-turn.ts';
import type { EndedAtGate } from './steps/gate-receipt.ts';
import { holdAccounts } from './steps/hold-accounts.ts';
import { planVisits, type PlanReceipt } from './steps/plan-visits.ts';
import { visitSystem } from './visit-system.ts';

/** It is the turn of the request, and every gate is open. */
export interface Ready {
  readonly kind: 'ready';
  readonly plan: Extract<PlanReceipt, { kind: 'planned' }>;
  readonly resolution: Resolution;
}

/** The request was withdrawn or refused before anything was touched. */
export interface Stopped {
  readonly kind: 'ended';
  readonly dossier: number;
  readonly ended: EndedAtGate;
}

/** Accounts that were disabled while the request cooled off. */
interface Frozen {
  readonly resolution: Resolution;
  readonly visits: readonly PlannedVisit[];
}

/**
 * Searches, plans, and waits at the gates. Requests about one person are carried out in the order of arrival. A request that had to wait
 * searches and plans again, because the world goes on: the request before it may have erased what was found, and an approval is bound to the
 * plan.
 */
export function* planAndPassGates(durable: Durable, about: Erasing): Flow<Ready | Stopped> {
  const { requestId, run, request } = about;
  const { from } = request.dossiers;
  let frozen: Frozen | null = null;
  try {
    const early = yield* passGates(durable, requestId, request.gate, nothing);
    if (early.kind === 'ended') return { kind: 'ended', dossier: from, ended: early };
    for (let { taken } = request.dossiers; ;) {
      durable.show({ phase: 'resolving' });
      const resolution: Resolution = yield* resolveSubject(durable, requestId, request, {
        from,
        taken,
        anew: run > 1,
        again: false,
        decided: taken > 0,
        leaveOut: [],
      });
      const { dossier, failed } = resolution;
      taken = dossier;
      const plan: PlanReceipt = yield* durable.step(planVisits, {
        requestId,
        dossier,
        type: request.type,
        systems: request.systems,
        failed,
        run,
      });
      if (plan.kind === 'busy') {
        durable.show({ phase: plan.waitingFor });
        yield* awaitTurn(durable, requestId);
        continue;
      }
      const { visits } = plan;
      if (plan.kind === 'planned') {
        yield* thaw(durable, about, frozen, visits);
        return { kind: 'ready', plan, resolution };
      }
      const gate = yield* passGates(durable, requestId, plan.gate, function* () {
        frozen = { resolution, visits };
        yield* freeze(durable, about, frozen);
      });
      if (gate.kind === 'open') continue;
      yield* thaw(durable, about, frozen, []);
      return { kind: 'ended', dossier, ended: gate };
    }
  } catch (error) {
    yield* thaw(durable, about, frozen, []);
    throw error;
  }
}

function* nothing(): Flow<void> {}

const longestWait = 60;

function* awaitTurn(durable: Durable, requestId: RequestId): Flow<void> {
  for (let wait = 1; ; wait = Math.min(wait * 2, longestWait)) {
    yield* durable.sleep(wait);
    const { turn } = yield* durable.step(askTurn, { requestId });
    if (turn === 'ready') return;
  }
}

/** One try in every directory. Where it fails, the erasure freezes the account later. */
function* freeze(
  durable: Durable,
  { requestId, request }: Erasing,
  { resolution, visits }: Frozen,
): Flow<void> {
  const systems = visits.filter(({ canHold }) => canHold).map(({ system }) => system);
  if (systems.length === 0) return;
  yield* durable.step(holdAccounts, {
    requestId,
    dossier: resolution.dossier,
    systems,
    patienceOf: Object.fromEntries(resolution.patience),
    giveUpAfterSeconds: request.giveUpAfterSeconds,
  });
}

/** Releases the frozen accounts in systems that will not be visited. */
function* thaw(
  durable: Durable,
  about: Erasing,
  frozen: Frozen | null,
  kept: readonly PlannedVisit[],
): Flow<void> {
  if (frozen === null) return;
  const visiting = visitsOf(about, frozen.resolution);
  const left = frozen.visits.filter(
    ({ canHold, system }) => canHold && !kept.some((one) => one.system === system),
  );
  yield* durable.runAll(
    visitSystem,
    left.map((planned) => visiting('release', planned)),
  );
}
