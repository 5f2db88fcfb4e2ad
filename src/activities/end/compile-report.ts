import { finalState } from '../../domain/final-state.ts';
import { isTerminal, type RegisteredRequest } from '../../domain/request.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { EndReceipt, ReportOrder } from '../../workflows/steps/compile-report.ts';
import type { Dependencies } from '../dependencies.ts';
import { endReceipt, endRequest } from './end-request.ts';
import { compilePackage } from './compile-package.ts';
import { registered } from '../registered.ts';
import { sealWatch } from './seal-watch.ts';
import { withFrozenAccounts } from '../visit/held-accounts.ts';
import { writeEvidence } from './write-evidence.ts';
import { writeReport } from './write-report.ts';

type Needs = Pick<
  Dependencies,
  | 'register'
  | 'systems'
  | 'results'
  | 'sealed'
  | 'dossiers'
  | 'envelopes'
  | 'keys'
  | 'policy'
  | 'now'
  | 'log'
>;

/**
 * Writes package and report as blobs, ends the request, and writes the evidence. After that, only the residual watch may correct the state.
 */
export async function compileReport(deps: Needs, order: ReportOrder): Promise<EndReceipt> {
  const { requestId, run, dossier } = order;
  const request = await registered(deps, requestId);
  // This run has ended, but a crash lost the receipt. Everything below was done before, except perhaps the evidence.
  if (isTerminal(request.state) || request.run !== run) {
    await writeEvidence(deps, requestId);
    return endReceipt(request, run);
  }

  const lines = inConfiguredOrder(request, order.ended ? request.systems : order.systems);
  // An account may have stayed frozen after its system got the verdict.
  const systems = await Promise.all(lines.map((row) => withFrozenAccounts(deps, requestId, row)));
  const end = order.ended
    ? { state: order.ended.state, reason: order.ended.reason }
    : finalState(systems, deps.policy.leads);
  const finishedAt = deps.now().toISOString();
  const files = await compilePackage(deps, request, systems);
  const watchList = await sealWatch(deps, order, systems);
  await writeReport(deps, request, { ...end, systems, finishedAt, files });
  const receipt = await endRequest(deps, request, {
    ...end,
    ...{ systems, finishedAt, watchList, run, dossier },
  });
  await writeEvidence(deps, requestId);
  return receipt;
}

function inConfiguredOrder(
  request: RegisteredRequest,
  systems: readonly SystemVerdict[],
): SystemVerdict[] {
  const place = (row: SystemVerdict) => request.systemIds.indexOf(row.id);
  return [...systems].sort((a, b) => place(a) - place(b));
}
