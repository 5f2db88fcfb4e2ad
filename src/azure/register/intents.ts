import { TableTransaction } from '@azure/data-tables';
import { LRUCache } from 'lru-cache';
import type { NewFact } from '../../domain/fact.ts';
import type { RequestId } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { StoredIntent } from '../../ports/register-writes.ts';
import type { Intent } from '../../ports/system-access.ts';
import { intentRow, registerPartition } from './rows.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import type { StoredRequests } from './stored-requests.ts';
import type { Commit } from './transaction.ts';

interface IntentRow {
  readonly system: SystemId;
  readonly name: string;
  readonly begunAt: string;
  readonly state?: string;
}

export interface Intents {
  write(
    requestId: RequestId,
    systemId: SystemId,
    name: string,
    now: string,
    fact: NewFact,
  ): Promise<Omit<Intent, 'since'>>;
  mark(
    requestId: RequestId,
    systemId: SystemId,
    name: string,
    state: string,
    fact?: NewFact,
  ): Promise<void>;
  of(requestId: RequestId): Promise<StoredIntent[]>;
}

export function openIntents(
  table: RegisterTable,
  requests: StoredRequests,
  commit: Commit,
): Intents {
  // An intent never changes once it is written, so it can be kept in memory.
  const seen = new LRUCache<string, string>({ max: 10_000 });
  const stored = (rowKey: string) =>
    table((client) => client.getEntity<IntentRow>(registerPartition, rowKey));

  return {
    async write(requestId, systemId, name, now, fact) {
      const rowKey = intentRow(requestId, systemId, name);
      const before = seen.get(rowKey);
      if (before !== undefined) return { begunAt: before, repeated: true };
      const row: IntentRow = { system: systemId, name, begunAt: now };
      const entity = { partitionKey: registerPartition, rowKey, ...row };
      const change = new TableTransaction([['create', entity]]);
      const repeated = !(await requests.add(requestId, [fact], change));
      const { begunAt } = repeated ? await stored(rowKey) : row;
      seen.set(rowKey, begunAt);
      return { begunAt, repeated };
    },
    async mark(requestId, systemId, name, state, fact) {
      const rowKey = intentRow(requestId, systemId, name);
      const row = { partitionKey: registerPartition, rowKey, state };
      const change = new TableTransaction([['update', row, 'Merge']]);
      const isKnown = fact
        ? await requests.add(requestId, [fact], change)
        : (await commit(change.actions)) !== null;
      if (!isKnown) throw new Error('The register does not know the intent whose state is stored.');
    },
    async of(requestId) {
      const intents: StoredIntent[] = [];
      const all = intentRow(requestId);
      for await (const page of rowsBetween<IntentRow>(table, registerPartition, all, after(all)))
        for (const { system, name, begunAt, state = null } of page)
          intents.push({ system, name, begunAt, state });
      return intents;
    },
  };
}
