import { unsettledRow } from '../../domain/plan.ts';
import type { NewFact } from '../../domain/fact.ts';
import { settle } from '../../domain/settle.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { VerdictOrder } from '../../workflows/steps/record-verdict.ts';
import type { Dependencies } from '../dependencies.ts';
import { withFrozenAccounts } from './held-accounts.ts';

/**
 * Writes the verdict of one system to the register. The dashboard shows it at once.
 * @param before facts of the same step that come before the verdict
 */
export async function recordVerdict(
  deps: Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'now' | 'log'>,
  order: VerdictOrder,
  before: readonly NewFact[] = [],
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
    residuals: [...order.residuals, ...(order.keeps ?? [])],
    counts: {
      ...row.counts,
      ...(order.exported && { exported: order.exported }),
      ...(order.left && { left: order.left }),
    },
  });
  const verdict = await withFrozenAccounts(deps, order.requestId, settled);
  await deps.register.recordSystem(order.requestId, verdict, before);
  deps.log.info('system settled', {
    requestId: order.requestId,
    system: order.system,
    verdict: order.verdict,
    code: order.code,
  });
  return verdict;
}
