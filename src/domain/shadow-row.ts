import { unsearched } from './judge-search.ts';
import { plannedRow, type PlanBasis } from './plan.ts';
import type { RequestType } from './request.ts';
import { nothingSearched } from './search-record.ts';
import { settle } from './settle.ts';
import type { ShadowPlan } from './shadow-plan.ts';
import type { ShadowFinding } from './shadow-finding.ts';
import type { SystemDescription } from './system.ts';
import type { SystemVerdict } from './verdict.ts';

const neverAsked: Pick<ShadowFinding, 'finding' | 'search' | 'code' | 'notFollowed'> = {
  finding: { state: 'none', hits: [], records: [], leads: 0 },
  search: nothingSearched,
  code: 'unavailable',
  notFollowed: 0,
};

/** The row of a system in shadow mode. The system is planned like any other, and the plan is only reported. */
export function shadowRow(system: SystemDescription, basis: PlanBasis): SystemVerdict {
  const { findings, searches, shadows } = basis.dossier;
  const { id } = system;
  const { finding, search, code, notFollowed } = shadows?.[id] ?? neverAsked;
  const planned = plannedRow(id, system, {
    ...basis,
    dossier: {
      ...basis.dossier,
      findings: { ...findings, [id]: finding },
      searches: { ...searches, [id]: search },
    },
    failed: code === null ? [] : [{ system: id, code, attempts: 1 }],
  });
  const { candidates = 0, ...line } = planned;
  const { leads, notSearched = [] } = planned;
  const told = settle({ ...line, leads: 0 }, unsearched('shadow'), {
    residuals: [],
    notSearched: [...notSearched, { what: 'system', why: 'shadow' }],
    // Nothing is known about a system that did not answer.
    ...(code !== null && { counts: { found: {} } }),
  });
  const would = actionOf(planned, basis.type);
  return { ...told, shadow: { would, code, leads, candidates, notFollowed } };
}

function actionOf({ verdict, reason }: SystemVerdict, type: RequestType): ShadowPlan['would'] {
  switch (verdict) {
    case null:
      return type === 'erasure' ? 'erase' : 'export';
    case 'retained':
      return 'keep';
    case 'ambiguous':
      return 'choose';
    case 'failed':
      return 'fail';
    case 'unsearched':
      return reason === 'refused' ? 'fail' : 'nothing';
    default:
      return 'nothing';
  }
}
