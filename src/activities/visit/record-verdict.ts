import { unsettledRow } from '../../domain/plan.ts';
import { settle } from '../../domain/settle.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { VerdictOrder } from '../../workflows/steps/record-verdict.ts';
import type { Dependencies } from '../dependencies.ts';
import { withFrozenAccounts } from './held-accounts.ts';

/** Writes the verdict of one system to the register. The dashboard shows it at once. */
export async function recordVerdict(
  deps: Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'now' | 'log'>,
  order: VerdictOrder,
): Promise<SystemVerdict> {
  const dossier = await deps.dossiers.read(order.requestId, order.dossier);
  const row = unsettledRow(
    order.system,
    deps.systems.get(order.system),
    dossier,
    deps.now().toISOString(),
  );
  const settled = settle(row, order, {
    attempts: order.attempts,
    residuals: order.residuals,
    counts: {
      ...row.counts,
      ...(order.exported && { exported: order.exported }),
      ...(order.left && { left: order.left }),
    },
  });
  const verdict = await withFrozenAccounts(deps, order.requestId, settled);
  await deps.register.recordSystem(order.requestId, verdict);
  deps.log.info('system settled', {
    requestId: order.requestId,
    system: order.system,
    verdict: order.verdict,
    code: order.code,
  });
  return verdict;
}
