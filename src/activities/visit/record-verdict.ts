import type { SystemVerdict } from '../../domain/verdict.ts';
import type { VerdictOrder } from '../../workflows/orders/visit-order.ts';
import type { Dependencies } from '../dependencies.ts';
import { withFrozenAccounts } from './held-accounts.ts';
import { systemRow } from '../system-row.ts';

/** Writes down what is true of one system, where the dashboard sees it at once. */
export async function recordVerdict(
  deps: Dependencies,
  order: VerdictOrder,
): Promise<SystemVerdict> {
  const dossier = await deps.dossiers.read(order.requestId, order.dossier);
  const row = systemRow(deps, dossier, order.system);
  const verdict = await withFrozenAccounts(deps, order.requestId, {
    ...row,
    verdict: order.verdict,
    code: order.code,
    until: order.until,
    attempts: order.attempts,
    residuals: order.residuals,
    counts: {
      ...row.counts,
      ...(order.exported && { exported: order.exported }),
      ...(order.left && { left: order.left }),
    },
  });
  await deps.register.recordSystem(order.requestId, verdict);
  deps.log.info('system settled', {
    requestId: order.requestId,
    system: order.system,
    verdict: order.verdict,
    code: order.code,
  });
  return verdict;
}
