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

/** No other request comes first, and every gate is open. */
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

/** Accounts that were disabled while the request cooled off. Each plan may find other accounts. */
interface Frozen {
  readonly resolution: Resolution;
  readonly visits: readonly PlannedVisit[];
}

/**
 * Searches, plans, and waits at the gates. Requests about one person are carried out in the order of arrival. A request that had to wait
 * searches and plans again, because the data may have changed: the request before it may have erased what was found, and an approval is
 * bound to the plan.
 */
export function* planAndPassGates(durable: Durable, about: Erasing): Flow<Ready | Stopped> {
  const { requestId, run, request } = about;
  const { from } = request.dossiers;
  const frozen: Frozen[] = [];
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
        // An identifier that is added during the first search is missing in its plan. The next search uses it.
        decided: taken > 0 || request.gate.kind === 'wait',
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
        // An erasure needs its accounts frozen until they are erased. A request that only reads does not.
        const kept = request.type === 'erasure' ? visits : [];
        yield* thaw(durable, about, frozen, { resolution, visits: kept });
        return { kind: 'ready', plan, resolution };
      }
      const gate = yield* passGates(durable, requestId, plan.gate, function* () {
        const accounts = { resolution, visits };
        frozen.push(accounts);
        yield* freeze(durable, about, accounts);
      });
      if (gate.kind === 'open') continue;
      yield* thaw(durable, about, frozen, null);
      return { kind: 'ended', dossier, ended: gate };
    }
  } catch (error) {
    yield* thaw(durable, about, frozen, null);
    throw error;
  }
}

function* nothing(): Flow<void> {}

/** In the first ten minutes a request asks at least once a minute whether it may begin. */
const longestFirstWaitSeconds = 60;
/** A request may wait for weeks for an earlier one that is at a gate. So the pause between two questions grows to a tenth of the time waited so far, at most half an hour. */
const partOfTime = 0.1;
const longestWaitSeconds = 1800;

function* awaitTurn(durable: Durable, requestId: RequestId): Flow<void> {
  let waited = 0;
  for (let wait = 1; ;) {
    yield* durable.sleep(wait);
    waited += wait;
    const { turn } = yield* durable.step(askTurn, { requestId });
    if (turn === 'ready') return;
    const longest = Math.max(longestFirstWaitSeconds, waited * partOfTime);
    wait = Math.ceil(Math.min(wait * 2, longest, longestWaitSeconds));
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

/** Releases the frozen accounts, except for those that are visited now. */
function* thaw(
  durable: Durable,
  about: Erasing,
  frozen: readonly Frozen[],
  kept: Frozen | null,
): Flow<void> {
  for (const { resolution, visits } of frozen) {
    const visiting = visitsOf(about, resolution);
    const keeping = ({ system }: PlannedVisit) =>
      kept?.visits.some((one) => one.system === system) && { keeping: kept.resolution.dossier };
    yield* durable.runAll(
      visitSystem,
      visits
        .filter(({ canHold }) => canHold)
        .map((planned) => ({ ...visiting('release', planned), ...keeping(planned) })),
    );
  }
}
