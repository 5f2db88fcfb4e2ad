import { planContent, plannedRow } from '../../domain/plan.ts';
import type { PlanOrder, PlanReceipt } from '../../workflows/steps/plan-visits.ts';
import type { Dependencies } from '../dependencies.ts';
import { plannedVisit } from './planned-visit.ts';
import { recordHashes } from './record-hashes.ts';

type Needs = Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'lookupHash' | 'now'>;

/** Decides which systems are visited, claims the subject for this request, and settles the systems that need no visit. */
export async function planVisits(deps: Needs, order: PlanOrder): Promise<PlanReceipt> {
  const { requestId, type, failed } = order;
  const dossier = await deps.dossiers.read(requestId, order.dossier);
  const basis = { type, dossier, failed, now: deps.now().toISOString() };
  const rows = order.systems.map((id) => plannedRow(id, deps.systems.get(id), basis));
  const claimed = await deps.register.claim(requestId, recordHashes(deps.lookupHash, dossier), {
    state: 'running',
    planHash: deps.lookupHash('plan', planContent(rows, basis)),
    systems: rows,
  });
  if (!claimed) return { kind: 'busy' };
  return {
    kind: 'planned',
    visits: rows
      .filter((row) => row.verdict === null)
      .map(({ id }) => plannedVisit(deps.systems, id)),
    settled: rows.filter((row) => row.verdict !== null),
  };
}
