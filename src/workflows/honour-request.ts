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

/** Freeze the directories, do the downstream systems, and the directories last: until then they are how the person is found. */
function* visitEverySystem(
  durable: Durable,
  requestId: string,
  request: OpenedRequest,
  plan: Plan,
  resolution: Resolution,
): Flow<SystemVerdict[]> {
  const visit = (
    deed: VisitOrder['deed'],
    held: boolean,
    { system }: PlannedVisit,
  ): VisitOrder => ({
    requestId,
    system,
    dossier: resolution.dossier,
    deed,
    held,
    giveUpAfterSeconds: request.giveUpAfterSeconds,
    patience: resolution.patience.get(system) ?? freshPatience,
  });
  if (request.type !== 'erasure') {
    return verdictsOf(
      yield* durable.runAll(
        'visitSystem',
        plan.visits.map((planned) => visit('export', false, planned)),
      ),
    );
  }

  const toFreeze = plan.visits.filter((planned) => planned.canHold);
  const frozen = yield* durable.runAll(
    'visitSystem',
    toFreeze.map((planned) => visit('hold', false, planned)),
  );
  const downstream = plan.visits.filter((planned) => planned.role === 'downstream');
  const done = yield* durable.runAll(
    'visitSystem',
    downstream.map((planned) => visit('erase', false, planned)),
  );
  const notFrozen = verdictsOf(frozen);
  const directories = plan.visits.filter(
    (planned) =>
      planned.role === 'directory' && !notFrozen.some((verdict) => verdict.id === planned.system),
  );
  const last = yield* durable.runAll(
    'visitSystem',
    directories.map((planned) => ({
      ...visit('erase', planned.canHold, planned),
      patience:
        frozen.find((receipt) => receipt.system === planned.system)?.patience ?? freshPatience,
    })),
  );
  return [...notFrozen, ...verdictsOf(done), ...verdictsOf(last)];
}

function verdictsOf(receipts: readonly VisitReceipt[]): SystemVerdict[] {
  if (receipts.some((receipt) => receipt.broken)) throw new FlowBroken('visit');
  return receipts.map((receipt) => receipt.verdict).filter((verdict) => verdict !== null);
}
