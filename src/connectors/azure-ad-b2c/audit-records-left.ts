import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import type { Residual } from '../../domain/verdict.ts';
import type { AuditReports } from './audit-reports.ts';
import { auditResidual } from './audit-residual.ts';
import type { GraphClient } from './graph-client.ts';
import { literal, query } from './odata.ts';

export interface AuditRetention {
  readonly auditRetentionDays: number;
  readonly reports: AuditReports;
  readonly now: () => Date;
}

const dated = z.object({ activityDateTime: z.iso.datetime({ offset: true }) });

/**
 * The audit records about an erased account. Before their retention ends, Graph is not asked, because some must exist: the deletion itself
 * wrote them.
 * @param erasedAt RFC 3339
 */
export async function auditRecordsLeft(
  graph: GraphClient,
  id: string,
  erasedAt: string,
  { auditRetentionDays, reports, now }: AuditRetention,
): Promise<Residual[]> {
  const expected = auditResidual(new Date(erasedAt), auditRetentionDays);
  if (Date.parse(expected.until) > now().getTime()) return [expected];
  try {
    const newest = await newestRecord(graph, id, reports);
    return newest ? [auditResidual(newest, auditRetentionDays)] : [];
  } catch (error) {
    // The account itself was read back without this permission, so the failure affects only the audit records.
    if (!(error instanceof SystemFailure) || error.code !== 'permission-missing') throw error;
    return [{ ...expected, verdict: 'unverifiable' }];
  }
}

async function newestRecord(
  graph: GraphClient,
  id: string,
  reports: AuditReports,
): Promise<Date | null> {
  const filters = [
    `targetResources/any(t:t/id eq ${literal(id)})`,
    `initiatedBy/user/id eq ${literal(id)}`,
  ];
  for (const $filter of filters) {
    const options = query({ $filter, $orderby: 'activityDateTime desc', $top: 1 });
    const path = `/auditLogs/directoryAudits${options}`;
    for await (const [newest] of graph.pages(path, dated, {
      pace: reports.pace,
      refused: reports.refused,
    }))
      if (newest) return new Date(newest.activityDateTime);
  }
  return null;
}
