import type { DatabaseSync } from 'node:sqlite';
import type { InstanceRow, TaskHubWriter } from './task-hub-store.ts';

export const sequencesPerInstance = 2 ** 20;

/** Prepared statements for all writes of a transaction. */
export function createWriter(database: DatabaseSync): TaskHubWriter {
  const insert = database.prepare(
    `insert into instance (execution_id, name, version, status, created_time, last_updated_time, input, output,
       custom_status, parent_instance_id, generation, is_entity, key, id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = database.prepare(
    `update instance set execution_id = ?, name = ?, version = ?, status = ?, created_time = ?, last_updated_time = ?,
       input = ?, output = ?, custom_status = ?, parent_instance_id = ?, generation = ?, is_entity = ? where key = ?`,
  );
  const remove = database.prepare('delete from instance where key = ?');
  const append = database.prepare('insert into history (key, events, inputs) values (?, ?, ?)');
  const forget = database.prepare('delete from history where key between ? and ?');
  const send = database.prepare('insert into message (key, instance_id, text) values (?, ?, ?)');
  const received = database.prepare('delete from message where key = ?');
  return {
    insertInstance: (key, row) => void insert.run(...columns(row), key, row.id),
    updateInstance: (key, row) => void update.run(...columns(row), key),
    deleteInstance: (key) => void remove.run(key),
    appendHistory: (key, { sequence, events, inputs }) =>
      void append.run(key * sequencesPerInstance + sequence, events, inputs),
    deleteHistory: (key) =>
      void forget.run(key * sequencesPerInstance, (key + 1) * sequencesPerInstance - 1),
    addMessage: ({ key, instanceId, text }) => void send.run(key, instanceId, text),
    deleteMessage: (key) => void received.run(key),
  };
}

function columns(row: InstanceRow) {
  return [
    row.executionId,
    row.name,
    row.version,
    row.status,
    row.createdTime,
    row.lastUpdatedTime,
    row.input,
    row.output,
    row.customStatus,
    row.parentInstanceId,
    row.generation,
    row.isEntity ? 1 : 0,
  ] as const;
}
