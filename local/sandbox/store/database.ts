import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** In SQLite's unit: a negative number means KiB. */
export const cacheSize = -16_000;

const schema = `
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS records (
    system TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    state TEXT NOT NULL, doc TEXT NOT NULL, changed_at INTEGER NOT NULL,
    seen TEXT, fresh_at INTEGER NOT NULL DEFAULT 0,
    person TEXT,
    UNIQUE (system, kind, id)
  );
  CREATE INDEX IF NOT EXISTS records_of_person ON records (person);
  CREATE TABLE IF NOT EXISTS lookups (
    system TEXT NOT NULL, kind TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (system, kind, field, value, id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS people (
    person TEXT PRIMARY KEY, clean INTEGER NOT NULL, trait TEXT, systems TEXT NOT NULL, doc TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS people_in_order ON people (clean DESC, person);
  CREATE TABLE IF NOT EXISTS journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, system TEXT NOT NULL, method TEXT NOT NULL,
    path TEXT NOT NULL, query TEXT NOT NULL, status INTEGER, effect TEXT, batch INTEGER
  );
  CREATE TABLE IF NOT EXISTS faults (system TEXT NOT NULL, name TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (system, name)) WITHOUT ROWID;
`;

/** Increase it with every change of a table. */
const layout = 2;

/** Drops the tables of an older version. Their content is invented and is made again. */
function dropOlderTables(database: DatabaseSync): void {
  if (database.prepare('PRAGMA user_version').get()?.['user_version'] === layout) return;
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all();
  for (const { name } of tables) database.exec(`DROP TABLE ${String(name)}`);
  database.exec(`PRAGMA user_version = ${String(layout)}`);
}

/**
 * Opens the sandbox's one database file. Committed data survive a `kill -9` of the process, because WAL hands every commit
 * to the operating system. After a power cut the file may be damaged; delete the data folder then.
 */
export function openDatabase(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(path.join(folder, 'world.db'), { timeout: 10_000 });
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = ${String(cacheSize)}; PRAGMA temp_store = MEMORY;`,
  );
  inTransaction(database, () => {
    dropOlderTables(database);
    database.exec(schema);
  });
  return database;
}

/** Runs `work` as one transaction: all of it is stored, or nothing. Nested calls join the outer one. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work();
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
