import { TableTransaction } from '@azure/data-tables';
import { isTerminal } from '../../domain/request.ts';
import type { RegisterParts } from './register-parts.ts';
import { after, rowOrNone, rowsBetween } from './register-table.ts';
import { listsVersion, requestIn } from './request-entity.ts';
import { allRequests, listsRow, registerPartition, type Pointer } from './rows.ts';
import { untilUndisturbed } from './transaction.ts';

/** An earlier version found its open requests by rows with this prefix. */
const openPrefix = 'open-';

/**
 * Writes the journal and the rows for lists of the open requests of an earlier version. An ended request gets a journal when it changes
 * next.
 */
export async function adoptIn({ table, commit, requests }: RegisterParts): Promise<number> {
  let adopted = 0;
  const from = openPrefix;
  for await (const page of rowsBetween<Pointer>(table, registerPartition, from, after(from)))
    for (const { rowKey = '', requestId } of page) {
      await untilUndisturbed(async () => {
        const stored = await requests.read(requestId);
        const change = new TableTransaction();
        change.deleteEntity(registerPartition, rowKey);
        if (stored?.loose && !isTerminal(stored.request.state))
          return (await requests.replace(stored, {}, change)) ? undefined : 'disturbed';
        // The request was adopted before, or it has ended.
        await commit(change.actions);
        return undefined;
      });
      adopted += 1;
    }
  return adopted;
}

/**
 * Writes, once, the rows for lists of all requests that an earlier version wrote. Until then, the lists that use such rows do not show
 * these requests.
 * @returns how many requests got their rows
 */
export async function listEarlierIn({ table, commit, requests }: RegisterParts): Promise<number> {
  const marker = { partitionKey: registerPartition, rowKey: listsRow(listsVersion) };
  const isDone = await table((client) =>
    rowOrNone(() => client.getEntity(marker.partitionKey, marker.rowKey)),
  );
  if (isDone) return 0;
  let listed = 0;
  for await (const page of rowsBetween(table, registerPartition, allRequests, after(allRequests)))
    for (const entity of page) {
      if ((entity as { lists?: unknown }).lists === listsVersion) continue;
      await requests.settled(requestIn(entity).id);
      listed += 1;
    }
  await commit([['upsert', marker, 'Replace']]);
  return listed;
}
