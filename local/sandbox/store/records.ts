import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from './clock.ts';
import { foldCase } from './fold-case.ts';
import { noLag, type Lag, type ReadClass } from './lag.ts';
import { actualOf, seenBefore, seenOf, type Row } from './seen-record.ts';
import type { Doc, RecordState, StoredRecord } from './stored-record.ts';

export type { Doc, RecordState, StoredRecord };

export type LookupKey = readonly [field: string, value: string];

export interface Change {
  state: RecordState;
  doc: Doc;
  keys: readonly LookupKey[];
  person?: string | null;
}

/** A record, its system and its kind. */
export interface OwnedRecord {
  system: string;
  kind: string;
  record: StoredRecord;
}

/**
 * The records of every simulated system. A record has the state that was last written (`actual`) and the state that readers see (`seen`).
 * Until replication is complete, readers see the earlier state.
 */
export interface Records {
  seen(system: string, kind: string, id: string, read?: ReadClass): StoredRecord | undefined;
  actual(system: string, kind: string, id: string): StoredRecord | undefined;
  /** Seen records whose field may hold the value. The caller checks the match, because old values are found too. */
  find(
    system: string,
    kind: string,
    field: string,
    value: string,
    read?: ReadClass,
  ): StoredRecord[];
  /** Like `find`, but with the actual state of the records. */
  findActual(system: string, kind: string, field: string, value: string): StoredRecord[];
  /** Seen records in the order of their ids, from after `afterId`. */
  scan(system: string, kind: string, afterId: string, read?: ReadClass): Generator<StoredRecord>;
  /** Writes a record. Readers see the change after the lag. */
  write(system: string, kind: string, id: string, change: Change, lag: Lag): void;
  /** Writes a record. Readers see it at once. */
  place(system: string, kind: string, id: string, change: Change): void;
  /** The records that a person owns now. */
  ownedBy(person: string): OwnedRecord[];
}

function prepareStatements(database: DatabaseSync) {
  return {
    one: database.prepare('SELECT * FROM records WHERE system = ? AND kind = ? AND id = ?'),
    found: database.prepare(
      `SELECT records.* FROM lookups CROSS JOIN records USING (system, kind, id)
       WHERE lookups.system = ? AND lookups.kind = ? AND lookups.field = ? AND lookups.value = ? ORDER BY records.id`,
    ),
    next: database.prepare(
      'SELECT * FROM records WHERE system = ? AND kind = ? AND id > ? ORDER BY id LIMIT 500',
    ),
    owned: database.prepare('SELECT * FROM records WHERE person = ? ORDER BY system, kind, id'),
    upsert: database.prepare(
      `INSERT INTO records (system, kind, id, state, doc, changed_at, seen, fresh_at, person)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (system, kind, id) DO UPDATE SET state = excluded.state, doc = excluded.doc, changed_at = excluded.changed_at,
         seen = excluded.seen, fresh_at = excluded.fresh_at, person = excluded.person`,
    ),
    key: database.prepare(
      'INSERT OR IGNORE INTO lookups (system, kind, field, value, id) VALUES (?, ?, ?, ?, ?)',
    ),
  };
}

const isThere = (record: StoredRecord | undefined) => record ?? [];

export function createRecords(database: DatabaseSync, clock: Clock): Records {
  const statements = prepareStatements(database);
  const row = (system: string, kind: string, id: string) =>
    statements.one.get(system, kind, id) as Row | undefined;
  const found = (system: string, kind: string, field: string, value: string) =>
    statements.found.all(system, kind, field, foldCase(value)) as unknown[] as Row[];

  const store = (
    [system, kind, id]: readonly [string, string, string],
    change: Change,
    before: Row | undefined,
    lag: Lag,
  ) => {
    const now = clock.now();
    const { seen, freshAt } = seenBefore(before, now, lag);
    const person = change.person === undefined ? (before?.person ?? null) : change.person;
    const { state, doc, keys } = change;
    statements.upsert.run(system, kind, id, state, JSON.stringify(doc), now, seen, freshAt, person);
    for (const [field, value] of keys) statements.key.run(system, kind, field, foldCase(value), id);
  };

  function* scan(
    system: string,
    kind: string,
    afterId: string,
    read: ReadClass = 'list',
  ): Generator<StoredRecord> {
    for (let last = afterId; ;) {
      const rows = statements.next.all(system, kind, last) as unknown[] as Row[];
      const now = clock.now();
      for (const each of rows) {
        yield* [seenOf(each, now, read)].flatMap(isThere);
        last = each.id;
      }
      if (rows.length === 0) return;
    }
  }

  return {
    scan,
    seen: (system, kind, id, read = 'one') => {
      const one = row(system, kind, id);
      return one && seenOf(one, clock.now(), read);
    },
    actual: (system, kind, id) => {
      const one = row(system, kind, id);
      return one && one.state !== 'gone' ? actualOf(one) : undefined;
    },
    find: (system, kind, field, value, read = 'list') => {
      const now = clock.now();
      return found(system, kind, field, value).flatMap((each) => isThere(seenOf(each, now, read)));
    },
    findActual: (system, kind, field, value) =>
      found(system, kind, field, value)
        .filter((each) => each.state !== 'gone')
        .map(actualOf),
    write: (system, kind, id, change, lag) => {
      store([system, kind, id], change, row(system, kind, id), lag);
    },
    place: (system, kind, id, change) => {
      store([system, kind, id], change, undefined, noLag);
    },
    ownedBy: (person) =>
      (statements.owned.all(person) as unknown[] as Row[])
        .filter((each) => each.state !== 'gone')
        .map((each) => ({ system: each.system, kind: each.kind, record: actualOf(each) })),
  };
}

/**
 * Deletes the earlier states of erased records, which were kept for readers of lagging replicas. The ids stay, because no id may be used
 * twice.
 */
export function forgetErased(database: DatabaseSync, now: number): void {
  database
    .prepare(
      "DELETE FROM lookups WHERE (system, kind, id) IN (SELECT system, kind, id FROM records WHERE state = 'gone' AND fresh_at <= ?)",
    )
    .run(now);
  database
    .prepare("UPDATE records SET seen = NULL WHERE state = 'gone' AND fresh_at <= ?")
    .run(now);
}
