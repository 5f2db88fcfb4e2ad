import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import { exportRelated } from './export-related.ts';
import type { GraphAnswer, GraphItem } from './graph-call.ts';
import type { GraphClient } from './graph-client.ts';
import { literal, query } from './odata.ts';

const parts = ['riskyUser', 'riskHistory', 'riskDetections'] as const;

/**
 * The requests for the data of Identity Protection about a user: the risk, its history, and the detections with address and place. The data
 * needs P2 and permissions of its own, and may outlive the account.
 * https://learn.microsoft.com/graph/api/resources/identityprotection-overview
 */
export function riskItems(id: string): GraphItem[] {
  const $filter = `userId eq ${literal(id)}`;
  return [
    `/identityProtection/riskyUsers/${id}`,
    `/identityProtection/riskyUsers/${id}/history`,
    `/identityProtection/riskDetections${query({ $filter })}`,
  ].map((path) => ({ method: 'GET', path }));
}

/**
 * Writes the risk data of a user. When the tenant does not allow us to read it, a remark tells the person.
 * @param answers the answers to `riskItems`; null when they must still be requested
 */
export async function exportRisk(
  graph: GraphClient,
  id: string,
  sink: ExportSink,
  answers: () => readonly GraphAnswer[] | null,
): Promise<Counts> {
  const counts = await sink.section('risk', async () => {
    const answered = answers() ?? (await graph.batch(riskItems(id)));
    for (const [index, part] of parts.entries())
      await exportRelated(graph, sink, part, answered[index], (item) => withoutOthers(item, id));
  });
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** An administrator may have dismissed the risk: a copy must not harm the rights of others (GDPR Art. 15(4)). */
function withoutOthers(item: Record<string, unknown>, id: string): Record<string, unknown> {
  const { initiatedBy } = item;
  const isOther = typeof initiatedBy === 'string' && initiatedBy.toLowerCase() !== id.toLowerCase();
  return isOther ? { ...item, initiatedBy: 'another person' } : item;
}
