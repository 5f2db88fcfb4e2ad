import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createReader } from './sqlite-reader.ts';
import { createWriter } from './sqlite-writer.ts';
import { migrate } from './schema.ts';
import { StoreFailure, type TaskHubStore } from './task-hub-store.ts';

export interface StoreLimits {
  /** The largest size of the file, in pages of 4 KiB. */
  readonly mostPages?: number;
}

/**
 * Opens or creates a task hub in an SQLite file. Every commit is on the disk before it returns (WAL, synchronous FULL).
 * @throws StoreFailure when another process has it open, or it is damaged or too new
 */
export function openSqliteStore(file: string, limits: StoreLimits = {}): TaskHubStore {
  const database = open(file);
  if (limits.mostPages !== undefined)
    database.exec(`pragma max_page_count = ${String(limits.mostPages)}`);
  const reader = createReader(database);
  const writer = createWriter(database);
  let lastKey = highestKey(database);
  return {
    newKey: () => ++lastKey,
    commit(write) {
      try {
        database.exec('begin immediate');
        write(writer);
        database.exec('commit');
      } catch (error) {
        rollback(database);
        throw failure(file, error);
      }
    },
    ...reader,
    close: () => {
      database.close();
    },
  };
}

function open(file: string): DatabaseSync {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const database = new DatabaseSync(file);
    // SQLite takes the lock with the first statement. The operating system releases it when the process ends.
    database.exec(
      'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory; pragma cache_size = -65536; pragma wal_autocheckpoint = 4000',
    );
    database.exec('begin immediate; commit');
    migrate(database, file);
    return database;
  } catch (error) {
    throw failure(file, error);
  }
}

function rollback(database: DatabaseSync): void {
  try {
    database.exec('rollback');
  } catch {
    // SQLite has rolled back already, for example after a full disk.
  }
}

function highestKey(database: DatabaseSync): number {
  const row = database
    .prepare(
      'select max((select coalesce(max(key), 0) from instance), (select coalesce(max(key), 0) from message)) as highest',
    )
    .get();
  return Number(row?.['highest'] ?? 0);
}

// SQLite's result codes: https://www.sqlite.org/rescode.html
const reasons: Record<number, string> = {
  5: 'another process has it open. Stop that process, or use another data folder.',
  8: 'it cannot be written. Check the rights of the file and its folder.',
  10: 'the disk reported an error.',
  11: 'the file is damaged. Nothing was changed. Move it away and start with an empty data folder, or restore a copy.',
  13: 'the disk is full. Everything that was acknowledged is stored. Free some space and start again.',
  14: 'it cannot be opened. Check that the folder exists and can be written.',
  26: 'the file is not a SQLite database.',
};

function failure(file: string, error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const coded = typeof error === 'object' && error !== null && 'errcode' in error;
  const code = coded ? Number(error.errcode) & 0xff : 0;
  const told = error instanceof Error ? error.message : String(error);
  return new StoreFailure(`The task hub ${file} failed: ${reasons[code] ?? told}`, {
    cause: error,
  });
}
