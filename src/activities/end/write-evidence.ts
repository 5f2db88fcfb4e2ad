import type { RequestId } from '../../domain/request.ts';
import { evidenceView } from '../../evidence/evidence-view.ts';
import type { Dependencies } from '../dependencies.ts';

/** Writes the evidence, which is the journal of the request, as a blob. A repeated step writes it again. */
export async function writeEvidence(
  { register, results, log }: Pick<Dependencies, 'register' | 'results' | 'log'>,
  requestId: RequestId,
): Promise<void> {
  const journal = await register.journal(requestId, true);
  if (!journal) return;
  const evidence = evidenceView(requestId, journal);
  if (evidence.chain === 'broken')
    log.warn('evidence broken', { requestId, at: evidence.at ?? null });
  await results.putEvidence(requestId, Buffer.from(`${JSON.stringify(evidence, null, 2)}\n`));
}
