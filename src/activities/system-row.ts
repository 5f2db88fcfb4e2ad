import type { Dossier } from '../domain/dossier.ts';
import type { SystemId } from '../domain/system.ts';
import type { Counts, SystemVerdict } from '../domain/verdict.ts';
import type { Dependencies } from './dependencies.ts';

/** The row of one system as it stands before its verdict: what was found, in numbers. */
export function systemRow(deps: Dependencies, dossier: Dossier, systemId: SystemId): SystemVerdict {
  const system = deps.systems.get(systemId);
  const finding = dossier.findings[systemId];
  const found: Counts = system && finding ? { [system.recordsName]: finding.records.length } : {};
  return {
    id: systemId,
    connector: system?.connector ?? 'removed',
    title: system?.title ?? systemId,
    verdict: null,
    code: null,
    until: null,
    counts: { found },
    leads: finding?.leads ?? 0,
    attempts: 1,
    updatedAt: deps.now().toISOString(),
    residuals: [],
  };
}
