import type { PlannedVisit } from '../domain/plan.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import { FlowBroken, type Durable, type Flow } from './durable.ts';
import { holdAccounts, type HoldOrder } from './steps/hold-accounts.ts';
import { visitSystem, type Visit, type VisitReceipt } from './visit-system.ts';

/** The order for a visit of this request. */
export type Visiting = (deed: Visit['deed'], planned: PlannedVisit) => Visit;

/**
 * Freezes the directories, does the downstream systems, and the directories last: until then they are how the person is found.
 * When our own house breaks in between, whoever was frozen and is not settled by then can sign in again.
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

  /** One step for all of them; only who is not frozen by it is visited. */
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

  function eraseHeld(planned: PlannedVisit): Visit {
    const order = visiting('erase', planned);
    const { patience } = receipts.find(({ system }) => system === planned.system) ?? order;
    return { ...order, held: planned.canHold, patience };
  }

  try {
    yield* freezeAll();
    yield* visitAll(downstream.map((planned) => visiting('erase', planned)));
    yield* visitAll(directories.filter(isOpen).map(eraseHeld));
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

/** @throws FlowBroken when a visit met a failure of our own house */
export function verdictsOf(receipts: readonly VisitReceipt[]): SystemVerdict[] {
  if (receipts.some(({ broken }) => broken)) throw new FlowBroken('visit');
  return receipts.flatMap(({ verdict }) => verdict ?? []);
}
