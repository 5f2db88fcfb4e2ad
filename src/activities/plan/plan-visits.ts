import type { Dossier } from '../../domain/dossier.ts';
import { planContent, plannedRow } from '../../domain/plan.ts';
import type { PlanOrder, PlanReceipt } from '../../workflows/steps/plan-visits.ts';
import type { Dependencies } from '../dependencies.ts';

type Needs = Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'lookupHash' | 'now'>;

/** Decides which systems will be visited, claims the subject for this request, and settles what needs no visit. */
export async function planVisits(deps: Needs, order: PlanOrder): Promise<PlanReceipt> {
  const { requestId, type, failed } = order;
  const dossier = await deps.dossiers.read(requestId, order.dossier);
  const basis = { type, dossier, failed, now: deps.now().toISOString() };
  const rows = order.systems.map((id) => plannedRow(id, deps.systems.get(id), basis));
  const claimed = await deps.register.claim(requestId, recordHashes(deps, dossier), {
    state: 'running',
    planHash: deps.lookupHash('plan', planContent(rows, basis)),
    systems: rows,
  });
  if (!claimed) return { kind: 'busy' };
  return {
    kind: 'planned',
    visits: rows
      .filter((row) => row.verdict === null)
      .map((row) => {
        const system = deps.systems.get(row.id);
        return {
          system: row.id,
          role: system?.role ?? 'downstream',
          canHold: system?.access.hold !== undefined,
        };
      }),
    settled: rows.filter((row) => row.verdict !== null),
  };
}

/** Keyed hashes: the claims stand in a table, where a record's id may not. */
function recordHashes({ lookupHash }: Needs, dossier: Dossier): string[] {
  return Object.entries(dossier.findings).flatMap(([system, finding]) =>
    finding.records.map((record) =>
      lookupHash('claim', system, record.kind, record.scope ?? '', record.id),
    ),
  );
}
