import type { TableClient, TransactionAction } from '@azure/data-tables';
import type { Environment } from '../settings/app-settings.ts';
import type { Binding, RpcTypedData } from '../worker/function-app.ts';
import type { BindingData } from './binding-data.ts';
import { resolveExpressions, resolveFilter } from './binding-expression.ts';
import { isMissing } from './message-queue.ts';
import { tableClient } from './storage-connection.ts';
import { entityOf, entityToJson, type WrittenEntity } from './table-entity.ts';

/**
 * Reads the input of a table binding: one entity when it has a row key, or a list. A missing entity gives nothing.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-table-input
 */
export async function readTable(
  binding: Binding,
  environment: Environment,
  data: BindingData,
): Promise<RpcTypedData> {
  const { table, partitionKey, rowKey, filter } = await opened(binding, environment, data);
  if (rowKey !== undefined) return await readEntity(table, partitionKey ?? '', rowKey);
  const most = Number(binding['take'] ?? 0);
  const found: object[] = [];
  const { odata } = await import('@azure/data-tables');
  const both = [partitionKey && odata`PartitionKey eq ${partitionKey}`, filter].filter(Boolean);
  const queryOptions = both.length > 0 ? { filter: both.join(' and ') } : {};
  for await (const entity of table.listEntities({ queryOptions })) {
    found.push(entityToJson(entity));
    if (found.length === most) break;
  }
  return { json: JSON.stringify(found) };
}

async function readEntity(
  table: TableClient,
  partitionKey: string,
  rowKey: string,
): Promise<RpcTypedData> {
  try {
    return { json: JSON.stringify(entityToJson(await table.getEntity(partitionKey, rowKey))) };
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
}

// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
const mostInTransaction = 100;

/**
 * Writes the value of an output binding: one entity, or each of an array. An entity without ETag must be new. The entities of one
 * partition are written together. A missing table is created (TableEntityWriter of the tables extension).
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-table-output
 */
export async function writeTable(
  binding: Binding,
  value: RpcTypedData,
  environment: Environment,
  data: BindingData,
): Promise<void> {
  const { table, partitionKey, rowKey } = await opened(binding, environment, data);
  const content: unknown = JSON.parse(value.json ?? value.string ?? 'null');
  const values = Array.isArray(content) ? content : [content];
  const entities = values.map((one: unknown) => entityOf(one, { partitionKey, rowKey }));
  for (const group of transactionsOf(entities)) {
    const actions = group.map(actionOf);
    try {
      await table.submitTransaction(actions);
    } catch (error) {
      if (!isMissing(error)) throw error;
      await table.createTable();
      await table.submitTransaction(actions);
    }
  }
}

/** Groups of entities with the same partition. No group has a row key twice. */
function transactionsOf(entities: readonly WrittenEntity[]): WrittenEntity[][] {
  const groups: WrittenEntity[][] = [];
  const open = new Map<string, { rows: Set<string>; group: WrittenEntity[] }>();
  for (const written of entities) {
    const { partitionKey, rowKey } = written.entity;
    let current = open.get(partitionKey);
    if (!current || current.rows.has(rowKey) || current.group.length === mostInTransaction) {
      current = { rows: new Set(), group: [] };
      open.set(partitionKey, current);
      groups.push(current.group);
    }
    current.rows.add(rowKey);
    current.group.push(written);
  }
  return groups;
}

function actionOf({ entity, etag }: WrittenEntity): TransactionAction {
  if (etag === undefined) return ['create', entity];
  return etag === '*' ? ['upsert', entity, 'Replace'] : ['update', entity, 'Replace', { etag }];
}

async function opened(binding: Binding, environment: Environment, data: BindingData) {
  const text = (name: string, resolve = resolveExpressions): string | undefined => {
    const written = binding[name];
    if (typeof written !== 'string' || written === '') return undefined;
    return resolve(written, environment, data);
  };
  const table = await tableClient(binding['connection'], text('tableName') ?? '', environment);
  const [partitionKey, rowKey] = [text('partitionKey'), text('rowKey')];
  const filter = text('filter', resolveFilter);
  return { table, partitionKey, rowKey, filter };
}
