import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { OrchestrationStatus } from '../protocol/orchestration-status.ts';
import { sequencesPerInstance } from './sqlite-writer.ts';
import type {
  InstanceFilter,
  InstanceRow,
  StoredInstance,
  TaskHubStore,
} from './task-hub-store.ts';

type Row = Record<string, SQLOutputValue>;
type Reader = Pick<
  TaskHubStore,
  'readInstance' | 'readHistory' | 'list' | 'openOrchestrations' | 'messages'
>;

const { Running, Pending, Suspended } = OrchestrationStatus;

export function createReader(database: DatabaseSync): Reader {
  const one = database.prepare('select * from instance where id = ?');
  const history = database.prepare(
    'select key, events, inputs from history where key between ? and ? order by key',
  );
  const open = database.prepare(
    'select * from instance where key in (select key from instance indexed by instance_listing where status in (?, ?, ?) and is_entity = 0) order by key',
  );
  const messages = database.prepare('select * from message order by key');
  return {
    readInstance(id) {
      const row = one.get(id);
      return row && stored(row);
    },
    readHistory: (key) =>
      history.all(key * sequencesPerInstance, (key + 1) * sequencesPerInstance - 1).map((row) => ({
        sequence: Number(row['key']) % sequencesPerInstance,
        events: String(row['events']),
        inputs: text(row['inputs']),
      })),
    list(filter, after, limit) {
      const { where, values } = conditions(filter, after);
      return database
        .prepare(
          `select * from instance where key in (select key from instance indexed by instance_listing ${where} order by id limit ?) order by id`,
        )
        .all(...values, limit)
        .map(stored);
    },
    openOrchestrations: () => open.all(Running, Pending, Suspended).map(stored),
    messages: () =>
      messages.all().map((row) => ({
        key: Number(row['key']),
        instanceId: String(row['instance_id']),
        text: String(row['text']),
      })),
  };
}

function conditions(filter: InstanceFilter, after: string | undefined) {
  const parts: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (part: string, ...given: SQLInputValue[]) => {
    parts.push(part);
    values.push(...given);
  };
  const { prefix = '', statuses = [], isEntity } = filter;
  if (prefix !== '') add('id >= ? and id < ?', prefix, `${prefix}\u{10ffff}`);
  if (after !== undefined) add('id > ?', after);
  if (isEntity !== undefined) add('is_entity = ?', isEntity ? 1 : 0);
  // The ids of entities begin with @, so the search can skip all others.
  if (isEntity && prefix === '') add('id >= ? and id < ?', '@', 'A');
  if (statuses.length > 0) add(`status in (${statuses.map(() => '?').join()})`, ...statuses);
  if (filter.createdFrom !== undefined) add('created_time >= ?', filter.createdFrom);
  if (filter.createdTo !== undefined) add('created_time <= ?', filter.createdTo);
  if (filter.updatedFrom !== undefined) add('last_updated_time >= ?', filter.updatedFrom);
  if (filter.updatedTo !== undefined) add('last_updated_time <= ?', filter.updatedTo);
  return { where: parts.length > 0 ? `where ${parts.join(' and ')}` : '', values };
}

function stored(row: Row): StoredInstance {
  return { key: Number(row['key']), row: instanceRow(row) };
}

function instanceRow(row: Row): InstanceRow {
  return {
    id: String(row['id']),
    executionId: String(row['execution_id']),
    name: String(row['name']),
    version: text(row['version']),
    status: Number(row['status']) as OrchestrationStatus,
    createdTime: String(row['created_time']),
    lastUpdatedTime: String(row['last_updated_time']),
    input: text(row['input']),
    output: text(row['output']),
    customStatus: text(row['custom_status']),
    parentInstanceId: text(row['parent_instance_id']),
    generation: row['generation'] === null ? null : Number(row['generation']),
    isEntity: row['is_entity'] === 1,
  };
}

function text(value: SQLOutputValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
