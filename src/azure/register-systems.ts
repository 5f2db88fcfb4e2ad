import { TableTransaction } from '@azure/data-tables';
import type { RequestId } from '../domain/request.ts';
import type { SystemId } from '../domain/system.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import type { BegunDeed } from '../ports/register.ts';
import { chunkedText, textOfChunks } from './chunked-text.ts';
import { mustReadRequest } from './register-requests.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import { mostOperations } from './register-transaction.ts';
import { hasStatus } from './storage-faults.ts';

// What changes while a request runs has a partition of its own, named for the request: `system-{id}`, `deed-{system}-{deed}`.

export async function systemsIn(
  table: RegisterTable,
  requestId: RequestId,
): Promise<SystemVerdict[]> {
  const [{ request }, newer] = await Promise.all([
    mustReadRequest(table, requestId),
    recordedSystems(table, requestId),
  ]);
  const configured = request.systems.map((system) => newer.get(system.id) ?? system);
  const known = new Set(configured.map(({ id }) => id));
  return [...configured, ...[...newer.values()].filter(({ id }) => !known.has(id))];
}

async function recordedSystems(
  table: RegisterTable,
  requestId: RequestId,
): Promise<ReadonlyMap<SystemId, SystemVerdict>> {
  const recorded = new Map<SystemId, SystemVerdict>();
  for await (const page of rowsBetween(table, requestId, 'system-', after('system-'))) {
    for (const row of page) {
      const system = JSON.parse(textOfChunks('verdict', row)) as SystemVerdict;
      recorded.set(system.id, system);
    }
  }
  return recorded;
}

export async function recordSystemsIn(
  table: RegisterTable,
  requestId: RequestId,
  systems: readonly SystemVerdict[],
): Promise<void> {
  const rows = systems.map((system) => ({
    partitionKey: requestId,
    rowKey: `system-${system.id}`,
    ...chunkedText('verdict', JSON.stringify(system)),
  }));
  const [only] = rows;
  if (only && rows.length === 1) {
    // A verdict comes alone, and a transaction costs several times as much.
    await table((client) => client.upsertEntity(only, 'Replace'));
    return;
  }
  for (let from = 0; from < rows.length; from += mostOperations) {
    const change = new TableTransaction();
    for (const row of rows.slice(from, from + mostOperations)) change.upsertEntity(row, 'Replace');
    await table((client) => client.submitTransaction(change.actions));
  }
}

interface DeedRow {
  readonly system: SystemId;
  readonly deed: string;
  readonly begunAt: string;
  readonly note?: string;
}

/** Row keys may not hold `/`, `\`, `#`, `?`; a percent sign is trouble too. */
function deedRow(systemId: SystemId, deed: string): string {
  return `deed-${systemId}-${encodeURIComponent(deed).replaceAll('%', '~')}`;
}

export function beginIn(
  table: RegisterTable,
  requestId: RequestId,
  systemId: SystemId,
  deed: string,
  now: string,
): Promise<{ begunAt: string; repeated: boolean; note: string | null }> {
  const rowKey = deedRow(systemId, deed);
  return table(async (client) => {
    try {
      const begun: DeedRow = { system: systemId, deed, begunAt: now };
      await client.createEntity({ partitionKey: requestId, rowKey, ...begun });
      return { begunAt: now, repeated: false, note: null };
    } catch (error) {
      if (!hasStatus(error, 409)) throw error;
      const before = await client.getEntity<DeedRow>(requestId, rowKey);
      return { begunAt: before.begunAt, repeated: true, note: before.note ?? null };
    }
  });
}

export async function noteDeedIn(
  table: RegisterTable,
  requestId: RequestId,
  systemId: SystemId,
  deed: string,
  note: string,
): Promise<void> {
  const row = { partitionKey: requestId, rowKey: deedRow(systemId, deed), note };
  await table((client) => client.updateEntity(row, 'Merge'));
}

export async function deedsIn(table: RegisterTable, requestId: RequestId): Promise<BegunDeed[]> {
  const deeds: BegunDeed[] = [];
  for await (const page of rowsBetween<DeedRow>(table, requestId, 'deed-', after('deed-')))
    for (const { system, deed, note = null } of page) deeds.push({ system, deed, note });
  return deeds;
}
