import { isTerminal } from '../../domain/request.ts';
import type { EndReceipt } from '../../workflows/steps/compile-report.ts';
import type { RunOrder } from '../../workflows/steps/open-request.ts';
import type { Dependencies } from '../dependencies.ts';
import { endReceipt, endRequest } from './end-request.ts';
import { withFrozenAccounts } from '../visit/held-accounts.ts';
import { finalReport } from '../../package/final-report.ts';
import { registered } from '../registered.ts';
import { writeEvidence } from './write-evidence.ts';

/**
 * Ends a request as `failed` after our own code or storage failed, so that it never stays open. The report holds what the register knows
 * about its systems, such as accounts that could not be released.
 */
export async function endBroken(
  deps: Pick<Dependencies, 'register' | 'results' | 'dossiers' | 'policy' | 'now' | 'log'>,
  { requestId, run }: RunOrder,
): Promise<EndReceipt> {
  const request = await registered(deps, requestId);
  if (isTerminal(request.state) || request.run !== run) return endReceipt(request, run);
  const systems = await Promise.all(
    request.systems.map((row) => withFrozenAccounts(deps, requestId, row)),
  );
  const finishedAt = deps.now().toISOString();
  const end = { state: 'failed', reason: 'internal' } as const;
  const report = JSON.stringify(finalReport(request, end, systems, finishedAt), null, 2);
  await deps.results.put(requestId, 'report.json', Buffer.from(report));
  deps.log.warn('request broken', { requestId });
  const receipt = await endRequest(deps, request, {
    ...end,
    ...{ systems, finishedAt, watchList: null, run },
  });
  await writeEvidence(deps, requestId);
  return receipt;
}
