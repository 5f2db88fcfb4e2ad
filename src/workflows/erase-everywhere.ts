import { groupsOf, wavesOf } from '../domain/erasure-order.ts';
import type { PlannedVisit } from '../domain/plan.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import { FlowBroken, type Durable, type Flow } from './durable.ts';
import { holdAccounts, type HoldOrder } from './steps/hold-accounts.ts';
import { visitInOrder } from './visit-in-order.ts';
import { visitSystem, type Visit, type VisitReceipt } from './visit-system.ts';

/** The order for a visit of this request. */
export type Visiting = (phase: Visit['phase'], planned: PlannedVisit) => Visit;

/**
 * Freezes the accounts in the directories, erases in the downstream systems, then erases in the directories. The directories come last,
 * because they are needed to find the person. Among the downstream systems, and among the directories, the declared order (`after`) holds.
 * When our own code or storage fails before the end, the frozen accounts in systems without a verdict are released.
 */
export function* eraseEverywhere(
  durable: Durable,
  visits: readonly PlannedVisit[],
  visiting: Visiting,
  freezing: Omit<HoldOrder, 'systems'>,
): Flow<SystemVerdict[]> {
  const freezable = visits.filter(({ canHold }) => canHold);
  const downstream = visits.filter(({ role }) => role === 'downstream');
  const directories = visits.filter(({ role }) => role === 'directory');
  const receipts: VisitReceipt[] = [];
  const isOpen = ({ system }: PlannedVisit) =>
    !receipts.some(({ verdict }) => verdict?.id === system);

  /** One step tries to freeze the accounts in all directories. Only directories in which this failed get a visit of their own. */
  function* freezeAll(): Flow<void> {
    if (freezable.length === 0) return;
    const systems = freezable.map(({ system }) => system);
    const tries = yield* durable.step(holdAccounts, { ...freezing, systems });
    const triedAt = ({ system }: PlannedVisit) =>
      tries.find((one) => one.system === system)?.attempt ?? null;
    yield* visitAll(
      freezable
        .filter((planned) => triedAt(planned)?.kind !== 'done')
        .map((planned) => ({ ...visiting('hold', planned), tried: triedAt(planned) })),
    );
  }

  function* visitAll(orders: readonly Visit[]): Flow<void> {
    const some = yield* durable.runAll(visitSystem, orders);
    receipts.push(...some);
    verdictsOf(some);
  }

  /** A system waits only for systems of its own group (`groupsOf`), never for those of another group. */
  function* eraseAll(
    planned: readonly PlannedVisit[],
    orderOf: (planned: PlannedVisit) => Visit,
  ): Flow<void> {
    const groups = groupsOf(planned);
    if (groups.every((group) => group.length === 1)) return yield* visitAll(planned.map(orderOf));
    const some = yield* durable.runAll(
      visitInOrder,
      groups.map((group) => ({
        requestId: freezing.requestId,
        waves: wavesOf(group).map((wave) => wave.map(orderOf)),
      })),
    );
    receipts.push(...some.flat());
    verdictsOf(receipts);
  }

  function eraseHeld(planned: PlannedVisit): Visit {
    const order = visiting('erase', planned);
    const { patience } = receipts.find(({ system }) => system === planned.system) ?? order;
    return { ...order, held: planned.canHold, patience };
  }

  try {
    yield* freezeAll();
    yield* eraseAll(downstream, (planned) => visiting('erase', planned));
    yield* eraseAll(directories.filter(isOpen), eraseHeld);
  } catch (error) {
    const frozen = freezable.filter(isOpen);
    yield* durable.runAll(
      visitSystem,
      frozen.map((planned) => visiting('release', planned)),
    );
    throw error;
  }
  return verdictsOf(receipts);
}

/** @throws FlowBroken when our own code or storage failed during a visit */
export function verdictsOf(receipts: readonly VisitReceipt[]): SystemVerdict[] {
  if (receipts.some(({ broken }) => broken)) throw new FlowBroken('visit');
  return receipts.flatMap(({ verdict }) => verdict ?? []);
}
