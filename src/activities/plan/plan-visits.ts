import type { Dossier } from '../../domain/dossier.ts';
import { sameRecord, type MatchState, type SystemFinding } from '../../domain/match.ts';
import type { RequestType } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { Residual, SystemVerdict, Verdict } from '../../domain/verdict.ts';
import type { PlanOrder, PlanReceipt } from '../../workflows/orders/request-order.ts';
import type { Dependencies } from '../dependencies.ts';
import { systemRow } from '../system-row.ts';

/** Decides which systems will be visited, claims the subject for this request, and settles what needs no visit. */
export async function planVisits(deps: Dependencies, order: PlanOrder): Promise<PlanReceipt> {
  const { requestId } = order;
  const dossier = await deps.dossiers.read(requestId, order.dossier);
  const rows = order.systems.map((system) => plannedRow(deps, order, dossier, system));
  const claimed = await deps.register.claim(requestId, recordHashes(deps, dossier), {
    state: 'running',
    planHash: planHash(deps, order.type, dossier, rows),
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

function plannedRow(
  deps: Dependencies,
  { type, failed }: PlanOrder,
  dossier: Dossier,
  systemId: SystemId,
): SystemVerdict {
  const row = systemRow(deps, dossier, systemId);
  if (!deps.systems.get(systemId)) return { ...row, verdict: 'failed', code: 'misconfigured' };
  const failure = failed.find(({ system }) => system === systemId);
  if (failure) return { ...row, verdict: 'failed', code: failure.code, attempts: failure.attempts };
  const finding = dossier.findings[systemId];
  // Never read: nothing can be said of it.
  if (!finding) return { ...row, verdict: 'failed', code: 'unavailable' };
  if (type === 'erasure' && finding.state === 'matched') {
    const residuals = nothingButResiduals(finding);
    if (residuals) return { ...row, verdict: 'absent', residuals };
  }
  return { ...row, verdict: verdictWithoutVisit[finding.state] };
}

/** What remains of records that are gone already; null when there is something to erase. */
function nothingButResiduals({ records, hits }: SystemFinding): Residual[] | null {
  const residuals = records.map(
    (record) => hits.find((hit) => sameRecord(hit.record, record) && hit.residual)?.residual,
  );
  return residuals.every((residual) => residual !== undefined) ? residuals : null;
}

const verdictWithoutVisit: Record<MatchState, Verdict | null> = {
  matched: null,
  ambiguous: 'ambiguous',
  none: 'absent',
};

/** Keyed hashes: the claims stand in a table, where a record's id may not. */
function recordHashes(deps: Dependencies, dossier: Dossier): string[] {
  return Object.entries(dossier.findings).flatMap(([system, finding]) =>
    finding.records.map((record) =>
      deps.lookupHash('claim', system, record.kind, record.scope ?? '', record.id),
    ),
  );
}

/** An approval will be bound to this: it changes when what would be touched changes. */
function planHash(
  deps: Dependencies,
  type: RequestType,
  dossier: Dossier,
  rows: readonly SystemVerdict[],
): string {
  const plan = rows.map((row) => [
    row.id,
    row.verdict,
    row.code,
    dossier.findings[row.id]?.records ?? [],
  ]);
  return deps.lookupHash('plan', type, JSON.stringify(plan));
}
