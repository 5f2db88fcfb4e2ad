import { SystemFailure } from '../../domain/failure.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import { noName } from '../../domain/person-name.ts';
import type { Residual } from '../../domain/verdict.ts';
import type { SearchLog } from '../kit/search-log.ts';
import type { AuditReports } from './audit-reports.ts';
import type { GraphClient } from './graph-client.ts';
import { literal, query } from './odata.ts';
import { auditEventShape } from './redact-audit-event.ts';
import { ownId } from './user-look-ups.ts';
import type { TenantFields } from './user.ts';

export interface AuditTrail {
  readonly reports: AuditReports;
  /** The residual for audit records that are found now. */
  readonly residual: () => Residual;
}

export interface AuditSearch {
  readonly graph: GraphClient;
  readonly fields: TenantFields;
  readonly audit: AuditTrail;
}

const place = { by: 'object-id', in: 'audit-log' } as const;
const what = 'object-id-in-audit-log';

/**
 * Finds deleted accounts in the tenant's audit log. An access request exports these audit records, and an erasure reports when they expire.
 * @param identifiers ids of this tenant that matched no live user and none in the recycle bin
 * @param isFound other records of the person were found. Then a missing permission for the log is listed in `notSearched`, and the search does not fail.
 */
export async function findInAuditLog(
  { graph, fields, audit }: AuditSearch,
  identifiers: readonly Identifier[],
  log: SearchLog,
  isFound: boolean,
): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (const by of identifiers) {
    const id = ownId(by, fields);
    if (id === undefined) continue;
    try {
      if ((await log.lookUp([place], what, () => firstEvent(graph, id, audit.reports))).length > 0)
        hits.push(loggedAccount(by, id, fields, audit.residual()));
    } catch (error) {
      if (!isFound || !(error instanceof SystemFailure) || error.code !== 'permission-missing')
        throw error;
      log.missed({ what, why: 'refused' });
    }
  }
  return hits;
}

function loggedAccount(by: Identifier, id: string, fields: TenantFields, residual: Residual): Hit {
  const account: Identifier = { kind: 'account', system: fields.system, objectId: id };
  return {
    record: { kind: 'user', id: id.toLowerCase() },
    join: 'id',
    in: place.in,
    by,
    name: noName,
    reveals: [{ identifier: account, trust: 'vouched' }],
    preview: 'audit records of a deleted account',
    // The date is an upper bound, because the newest record may be older than now.
    residual,
  };
}

async function firstEvent(
  graph: GraphClient,
  id: string,
  { pace, refused }: AuditReports,
): Promise<unknown[]> {
  const $filter = `targetResources/any(t:t/id eq ${literal(id)})`;
  const path = `/auditLogs/directoryAudits${query({ $filter, $top: 1 })}`;
  for await (const events of graph.pages(path, auditEventShape, { pace, refused })) return events;
  return [];
}
