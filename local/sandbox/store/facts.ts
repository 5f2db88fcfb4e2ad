import type { DatabaseSync } from 'node:sqlite';

/** Named JSON values that survive a restart, such as the clock's offset and the settings of systems. */
export interface Facts {
  read(name: string): unknown;
  write(name: string, value: unknown): void;
  forget(name: string): void;
}

export function createFacts(database: DatabaseSync): Facts {
  const select = database.prepare('SELECT value FROM facts WHERE name = ?');
  const upsert = database.prepare(
    'INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM facts WHERE name = ?');
  return {
    read: (name) => {
      const value = select.get(name)?.['value'];
      return typeof value === 'string' ? (JSON.parse(value) as unknown) : undefined;
    },
    write: (name, value) => void upsert.run(name, JSON.stringify(value)),
    forget: (name) => void remove.run(name),
  };
}
