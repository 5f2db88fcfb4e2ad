import { freshPatience } from '../domain/patience.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import { FlowBroken, type Durable, type Flow } from './durable.ts';
import { resolveSubject, type Resolution } from './resolve-subject.ts';
import type {
  EndReceipt,
  HonourOrder,
  OpenedRequest,
  PlannedVisit,
  PlanReceipt,
  VisitOrder,
  VisitReceipt,
} from './steps.ts';

type Plan = Extract<PlanReceipt, { kind: 'planned' }>;

/** Carries out one request from its registration to the delivery of its final status. */
export function* honourRequest(
  durable: Durable,
  order: HonourOrder,
): Flow<{ state: EndReceipt['state'] }> {
  const end = yield* carryOut(durable, order);
  yield* durable.run('deliverStatus', { requestId: order.requestId, callback: end.callback });
  return { state: end.state };
}

function* carryOut(durable: Durable, { requestId }: HonourOrder): Flow<EndReceipt> {
  try {
    const request = yield* durable.step('openRequest', { requestId });
    const { plan, resolution } = yield* planWhenFree(durable, requestId, request);
    yield* passGates();
    const visited = yield* visitEverySystem(durable, requestId, request, plan, resolution);
    return yield* durable.step('compileReport', {
      requestId,
      dossier: resolution.dossier,
      systems: [...plan.settled, ...visited],
    });
  } catch {
    return yield* durable.step('endBroken', { requestId });
  }
}

/** Two requests of one subject never interleave: the later one waits, then looks at the world as the earlier one left it. */
function* planWhenFree(
  durable: Durable,
  requestId: string,
  request: OpenedRequest,
): Flow<{ plan: Plan; resolution: Resolution }> {
  let lastDossier = 0;
  for (let wait = 1; ; wait = Math.min(wait * 2, 60)) {
    const resolution = yield* resolveSubject(durable, requestId, request, lastDossier);
    const { dossier, failed } = resolution;
    const plan = yield* durable.step('planVisits', {
      requestId,
      dossier,
      type: request.type,
      systems: request.systems,
      failed,
    });
    if (plan.kind === 'planned') return { plan, resolution };
    lastDossier = dossier;
    yield* durable.sleep(wait);
  }
}

/** Identity proof, approval, cooling-off, hold: each only where policy asks for it, and no policy can ask yet. */
function* passGates(): Flow<void> {}

type Visiting = (deed: VisitOrder['deed'], planned: PlannedVisit) => VisitOrder;

function* visitEverySystem(
  durable: Durable,
  requestId: string,
  request: OpenedRequest,
  { visits }: Plan,
  { dossier, patience }: Resolution,
): Flow<SystemVerdict[]> {
  const visiting: Visiting = (deed, { system }) => ({
    requestId,
    system,
    dossier,
    deed,
    held: false,
    giveUpAfterSeconds: request.giveUpAfterSeconds,
    patience: patience.get(system) ?? freshPatience,
  });
  if (request.type === 'erasure') return yield* eraseEverywhere(durable, visits, visiting);
  const exports = visits.map((planned) => visiting('export', planned));
  return verdictsOf(yield* durable.runAll('visitSystem', exports));
}

/**
 * Freeze the directories, do the downstream systems, and the directories last: until then they are how the person is found.
 * When our own house breaks in between, whoever was frozen and is not settled by then can sign in again.
 */
function* eraseEverywhere(
  durable: Durable,
  visits: readonly PlannedVisit[],
  visiting: Visiting,
): Flow<SystemVerdict[]> {
  const receipts: VisitReceipt[] = [];
  const settled = () => receipts.flatMap(({ verdict }) => verdict ?? []);
  const isSettled = ({ system }: PlannedVisit) => settled().some(({ id }) => id === system);
  function* visitAll(orders: readonly VisitOrder[]): Flow<void> {
    receipts.push(...(yield* durable.runAll('visitSystem', orders)));
    if (receipts.some(({ broken }) => broken)) throw new FlowBroken('visit');
  }

  const freezable = visits.filter(({ canHold }) => canHold);
  const downstream = visits.filter(({ role }) => role === 'downstream');
  const directories = visits.filter(({ role }) => role === 'directory');
  try {
    yield* visitAll(freezable.map((planned) => visiting('hold', planned)));
    yield* visitAll(downstream.map((planned) => visiting('erase', planned)));
    yield* visitAll(
      directories
        .filter((planned) => !isSettled(planned))
        .map((planned) => ({
          ...visiting('erase', planned),
          held: planned.canHold,
          ...receipts
            .filter(({ system }) => system === planned.system)
            .map(({ patience }) => ({ patience }))[0],
        })),
    );
  } catch (error) {
    const frozen = freezable.filter((planned) => !isSettled(planned));
    yield* durable.runAll(
      'visitSystem',
      frozen.map((planned) => visiting('release', planned)),
    );
    throw error;
  }
  return settled();
}

function verdictsOf(receipts: readonly VisitReceipt[]): SystemVerdict[] {
  if (receipts.some(({ broken }) => broken)) throw new FlowBroken('visit');
  return receipts.flatMap(({ verdict }) => verdict ?? []);
}
