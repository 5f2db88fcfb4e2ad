import { SystemFailure } from '../../domain/failure.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import { noName } from '../../domain/person-name.ts';
import type { Residual } from '../../domain/verdict.ts';
import type { AuditReports } from './audit-reports.ts';
import type { GraphClient } from './graph-client.ts';
import { literal, query } from './odata.ts';
import { auditEventShape } from './redact-audit-event.ts';
import type { TenantFields } from './user.ts';

export interface AuditTrail {
  readonly reports: AuditReports;
  /** The residual for audit records that are found now. */
  readonly residual: () => Residual;
}

/**
 * Finds deleted accounts in the tenant's audit log. An access request exports these audit records, and an erasure reports when they expire.
 * @param identifiers ids of this tenant that matched no live user and none in the recycle bin
 */
export async function findInAuditLog(
  graph: GraphClient,
  fields: TenantFields,
  identifiers: readonly Identifier[],
  { reports, residual }: AuditTrail,
): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (const by of identifiers) {
    const id = by.kind === 'account' ? by.objectId : by.kind === 'record' ? by.id : null;
    if (id === null || !(await isLogged(graph, id, reports))) continue;
    hits.push({
      record: { kind: 'user', id: id.toLowerCase() },
      join: 'id',
      by,
      name: noName,
      reveals: [
        { identifier: { kind: 'account', system: fields.system, objectId: id }, trust: 'vouched' },
      ],
      preview: 'audit records of a deleted account',
      // The date is an upper bound, because the newest record may be older than now.
      residual: residual(),
    });
  }
  return hits;
}

async function isLogged(graph: GraphClient, id: string, reports: AuditReports): Promise<boolean> {
  const $filter = `targetResources/any(t:t/id eq ${literal(id)})`;
  const path = `/auditLogs/directoryAudits${query({ $filter, $top: 1 })}`;
  try {
    for await (const events of graph.pages(path, auditEventShape, {
      pace: reports.pace,
      refused: reports.refused,
    }))
      return events.length > 0;
  } catch (error) {
    // This permission is not needed to find accounts that still exist. The export reports that it is missing.
    if (!(error instanceof SystemFailure) || error.code !== 'permission-missing') throw error;
  }
  return false;
}
