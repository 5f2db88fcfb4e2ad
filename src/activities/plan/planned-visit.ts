import type { PlannedVisit } from '../../domain/plan.ts';
import { isKept, type SystemVerdict } from '../../domain/verdict.ts';
import type { Systems } from '../../ports/systems.ts';

/** What the flow needs to know about a system to visit it. */
export function plannedVisit(systems: Systems, { id, residuals }: SystemVerdict): PlannedVisit {
  const system = systems.get(id);
  // Each read-back says again what the settings of the system retain.
  const ofSettings = (system?.keeps ?? []).map(({ name }) => name);
  const keeps = residuals.filter(isKept).filter(({ what }) => !ofSettings.includes(what));
  return {
    system: id,
    role: system?.role ?? 'downstream',
    canHold: system?.access.hold !== undefined,
    ...(system?.after && { after: system.after }),
    ...(keeps.length > 0 && { keeps }),
  };
}
