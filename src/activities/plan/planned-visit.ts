import type { PlannedVisit } from '../../domain/plan.ts';
import type { SystemId } from '../../domain/system.ts';
import type { Systems } from '../../ports/systems.ts';

/** What the flow needs to know about a system to visit it. */
export function plannedVisit(systems: Systems, id: SystemId): PlannedVisit {
  const system = systems.get(id);
  return {
    system: id,
    role: system?.role ?? 'downstream',
    canHold: system?.access.hold !== undefined,
  };
}
