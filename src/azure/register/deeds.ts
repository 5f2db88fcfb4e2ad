import { TableTransaction } from '@azure/data-tables';
import { LRUCache } from 'lru-cache';
import type { NewFact } from '../../domain/fact.ts';
import type { RequestId } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { BegunDeed } from '../../ports/register-writes.ts';
import type { Intent } from '../../ports/system-access.ts';
import { deedRow, registerPartition } from './rows.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import type { StoredRequests } from './stored-requests.ts';
import type { Commit } from './transaction.ts';

interface DeedRow {
  readonly system: SystemId;
  readonly deed: string;
  readonly begunAt: string;
  readonly note?: string;
}

export interface Deeds {
  begin(
    requestId: RequestId,
    systemId: SystemId,
    deed: string,
    now: string,
    fact: NewFact,
  ): Promise<Omit<Intent, 'since'>>;
  note(
    requestId: RequestId,
    systemId: SystemId,
    deed: string,
    note: string,
    fact?: NewFact,
  ): Promise<void>;
  of(requestId: RequestId): Promise<BegunDeed[]>;
}

export function openDeeds(table: RegisterTable, requests: StoredRequests, commit: Commit): Deeds {
  // An intent never changes once it is written, so it can be kept in memory.
  const seen = new LRUCache<string, string>({ max: 10_000 });
  const stored = (rowKey: string) =>
    table((client) => client.getEntity<DeedRow>(registerPartition, rowKey));

  return {
    async begin(requestId, systemId, deed, now, fact) {
      const rowKey = deedRow(requestId, systemId, deed);
      const before = seen.get(rowKey);
      if (before !== undefined) return { begunAt: before, repeated: true };
      const row: DeedRow = { system: systemId, deed, begunAt: now };
      const entity = { partitionKey: registerPartition, rowKey, ...row };
      const change = new TableTransaction([['create', entity]]);
      const repeated = !(await requests.add(requestId, [fact], change));
      const { begunAt } = repeated ? await stored(rowKey) : row;
      seen.set(rowKey, begunAt);
      return { begunAt, repeated };
    },
    async note(requestId, systemId, deed, note, fact) {
      const rowKey = deedRow(requestId, systemId, deed);
      const row = { partitionKey: registerPartition, rowKey, note };
      const change = new TableTransaction([['update', row, 'Merge']]);
      const isNoted = fact
        ? await requests.add(requestId, [fact], change)
        : (await commit(change.actions)) !== null;
      if (!isNoted) throw new Error('The register does not know the deed that a note is about.');
    },
    async of(requestId) {
      const deeds: BegunDeed[] = [];
      const all = deedRow(requestId);
      for await (const page of rowsBetween<DeedRow>(table, registerPartition, all, after(all)))
        for (const { system, deed, begunAt, note = null } of page)
          deeds.push({ system, deed, begunAt, note });
      return deeds;
    },
  };
}
