import type { DatabaseSync } from 'node:sqlite';
import type { Call, Effect } from './call.ts';
import type { Clock } from '../store/clock.ts';

export interface JournalLine {
  seq: number;
  at: string;
  system: string;
  method: string;
  path: string;
  query: string;
  /** null: the connection was cut or left open without an answer, and nothing was carried out. */
  status: number | null;
  effect: Effect;
  /** For an item of a `$batch`: the seq of the call that carried it. */
  batch: number | null;
}

export interface Journal {
  /** @returns the line's seq. */
  write(system: string, call: Call, status: number | null, effect: Effect): number;
  read(filter: { system?: string; after?: number; limit?: number }): JournalLine[];
  /** Deletes all lines. The seq of the next line is still greater than all before. */
  clear(): void;
}

export function createJournal(database: DatabaseSync, clock: Clock): Journal {
  const insert = database.prepare(
    'INSERT INTO journal (at, system, method, path, query, status, effect, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const select = database.prepare(
    'SELECT * FROM journal WHERE seq > :after AND (:system IS NULL OR system = :system) ORDER BY seq LIMIT :limit',
  );
  return {
    write: (system, call, status, effect) =>
      Number(
        insert.run(
          clock.now(),
          system,
          call.method,
          call.path,
          call.search,
          status,
          effect,
          call.batch?.seq ?? null,
        ).lastInsertRowid,
      ),
    read: ({ system, after, limit }) =>
      select.all({ system: system ?? null, after: after ?? 0, limit: limit ?? -1 }).map((row) => ({
        ...(row as typeof row & JournalLine),
        at: new Date(Number(row['at'])).toISOString(),
      })),
    clear: () => {
      database.exec('DELETE FROM journal');
    },
  };
}
