import type { PlannedVisit } from '../../domain/plan.ts';
import { isKept, type SystemVerdict } from '../../domain/verdict.ts';
import type { Systems } from '../../ports/systems.ts';

/** What the flow needs to know about a system to visit it. */
export function plannedVisit(systems: Systems, { id, residuals }: SystemVerdict): PlannedVisit {
  const system = systems.get(id);
  const keeps = residuals.filter(isKept);
  return {
    system: id,
    role: system?.role ?? 'downstream',
    canHold: system?.access.hold !== undefined,
    ...(keeps.length > 0 && { keeps }),
  };
}
