import type { DatedResidual } from '../../domain/verdict.ts';

/** Nobody can erase audit records. The tenant deletes them when their retention ends. The end is counted from the newest record. */
export function auditResidual(lastRecordAt: Date, retentionDays: number): DatedResidual {
  const until = new Date(lastRecordAt.getTime() + retentionDays * 86_400_000).toISOString();
  return { what: 'audit-records', verdict: 'expires', until };
}
