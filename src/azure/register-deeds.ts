import { LRUCache } from 'lru-cache';
import type { RequestId } from '../domain/request.ts';
import type { SystemId } from '../domain/system.ts';
import type { BegunDeed } from '../ports/register.ts';
import type { Intent } from '../ports/system-access.ts';
import type { WriteRow } from './gathered-writes.ts';
import { deedRow } from './register-rows.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import { hasStatus } from './storage-faults.ts';

interface DeedRow {
  readonly system: SystemId;
  readonly deed: string;
  readonly begunAt: string;
  readonly note?: string;
}

export interface Deeds {
  begin(requestId: RequestId, systemId: SystemId, deed: string, now: string): Promise<Intent>;
  note(requestId: RequestId, systemId: SystemId, deed: string, note: string): Promise<void>;
  of(requestId: RequestId): Promise<BegunDeed[]>;
}

export function openDeeds(table: RegisterTable, write: WriteRow): Deeds {
  // Once begun, for ever begun, at the same time: an intent that was seen need not be read again.
  const seen = new LRUCache<string, string>({ max: 10_000 });

  return {
    async begin(requestId, systemId, deed, now) {
      const rowKey = deedRow(requestId, systemId, deed);
      const before = seen.get(rowKey);
      if (before !== undefined) return { begunAt: before, repeated: true };
      const row: DeedRow = { system: systemId, deed, begunAt: now };
      const intent = await write('create', { partitionKey: requestId, rowKey, ...row }).then(
        () => ({ begunAt: now, repeated: false }),
        async (error: unknown) => {
          if (!hasStatus(error, 409)) throw error;
          const { begunAt } = await table((client) => client.getEntity<DeedRow>(requestId, rowKey));
          return { begunAt, repeated: true };
        },
      );
      seen.set(rowKey, intent.begunAt);
      return intent;
    },
    async note(requestId, systemId, deed, note) {
      const row = { partitionKey: requestId, rowKey: deedRow(requestId, systemId, deed), note };
      await write('merge', row);
    },
    async of(requestId) {
      const deeds: BegunDeed[] = [];
      const all = deedRow(requestId);
      for await (const page of rowsBetween<DeedRow>(table, requestId, all, after(all)))
        for (const { system, deed, note = null } of page) deeds.push({ system, deed, note });
      return deeds;
    },
  };
}
