import type { RequestId } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import { chunkedText, textOfChunks } from './chunked-text.ts';
import { mustRead, type StoredRequests } from './stored-requests.ts';
import { registerPartition, systemRow } from './rows.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import type { Commit } from './transaction.ts';

export async function systemsIn(
  table: RegisterTable,
  requests: StoredRequests,
  requestId: RequestId,
): Promise<SystemVerdict[]> {
  const [{ request }, newer] = await Promise.all([
    mustRead(requests, requestId),
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
  for await (const page of rowsBetween(
    table,
    registerPartition,
    systemRow(requestId),
    after(systemRow(requestId)),
  )) {
    for (const row of page) {
      const system = JSON.parse(textOfChunks('verdict', row)) as SystemVerdict;
      recorded.set(system.id, system);
    }
  }
  return recorded;
}

export async function recordSystemIn(
  commit: Commit,
  requestId: RequestId,
  system: SystemVerdict,
): Promise<void> {
  const row = {
    partitionKey: registerPartition,
    rowKey: systemRow(requestId, system.id),
    ...chunkedText('verdict', JSON.stringify(system)),
  };
  if ((await commit([['upsert', row, 'Replace']])) === null)
    throw new Error('The register refused to write what is true of a system.');
}
