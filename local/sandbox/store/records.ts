import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from './clock.ts';

/** `binned`: soft-deleted or archived, can be brought back. `gone`: erased for good. */
export type RecordState = 'live' | 'binned' | 'gone';
export type Doc = Record<string, unknown>;
export type LookupKey = readonly [field: string, value: string];

export interface StoredRecord {
  id: string;
  state: RecordState;
  doc: Doc;
  person: string | null;
  changedAt: number;
}

export interface Change {
  state: RecordState;
  doc: Doc;
  keys: readonly LookupKey[];
  person?: string | null;
}

/**
 * The records of every simulated system. A record has what was last written (`actual`) and what readers see (`seen`): until
 * replication has caught up, they still see the record as it was before.
 */
export interface Records {
  seen(system: string, kind: string, id: string): StoredRecord | undefined;
  actual(system: string, kind: string, id: string): StoredRecord | undefined;
  /** Seen records whose field may hold the value, compared without case. The caller checks the match itself. */
  find(system: string, kind: string, field: string, value: string): StoredRecord[];
  /** As `find`, among the records as they really are. */
  findActual(system: string, kind: string, field: string, value: string): StoredRecord[];
  /** Seen records in the order of their ids, from after `afterId`. */
  scan(system: string, kind: string, afterId: string): Generator<StoredRecord>;
  /** Writes as a system does while it serves: readers see it after `lagMs`. */
  write(system: string, kind: string, id: string, change: Change, lagMs: number): void;
  /** Puts a record into the world, seen at once. */
  place(system: string, kind: string, id: string, change: Change): void;
  /** What is held of a person now, by ownership. */
  ownedBy(person: string): { system: string; kind: string; record: StoredRecord }[];
}

interface Row {
  id: string;
  state: RecordState;
  doc: string;
  changed_at: number;
  seen_state: RecordState | null;
  seen_doc: string | null;
  fresh_at: number;
  person: string | null;
  system: string;
  kind: string;
}

function actualOf(row: Row): StoredRecord {
  return {
    id: row.id,
    state: row.state,
    doc: JSON.parse(row.doc) as Doc,
    person: row.person,
    changedAt: row.changed_at,
  };
}

/** A record that was not there before its last write has no seen state. */
function seenOf(row: Row, now: number): StoredRecord | undefined {
  if (row.fresh_at <= now) return row.state === 'gone' ? undefined : actualOf(row);
  if (row.seen_state === null || row.seen_state === 'gone') return undefined;
  return { ...actualOf(row), state: row.seen_state, doc: JSON.parse(row.seen_doc ?? '{}') as Doc };
}

const isRecord = (record: StoredRecord | undefined): record is StoredRecord => record !== undefined;

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
      `INSERT INTO records (system, kind, id, state, doc, changed_at, seen_state, seen_doc, fresh_at, person)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (system, kind, id) DO UPDATE SET state = excluded.state, doc = excluded.doc, changed_at = excluded.changed_at,
         seen_state = excluded.seen_state, seen_doc = excluded.seen_doc, fresh_at = excluded.fresh_at, person = excluded.person`,
    ),
    key: database.prepare(
      'INSERT OR IGNORE INTO lookups (system, kind, field, value, id) VALUES (?, ?, ?, ?, ?)',
    ),
  };
}

export function createRecords(database: DatabaseSync, clock: Clock): Records {
  const statements = prepareStatements(database);
  const row = (system: string, kind: string, id: string) =>
    statements.one.get(system, kind, id) as Row | undefined;

  const found = (system: string, kind: string, field: string, value: string) =>
    statements.found.all(system, kind, field, value.toLowerCase()) as unknown[] as Row[];

  const store = (
    system: string,
    kind: string,
    id: string,
    change: Change,
    before: Row | undefined,
    lagMs: number,
  ) => {
    const now = clock.now();
    const seen = before && lagMs > 0 ? seenOf(before, now) : undefined;
    const person = change.person === undefined ? (before?.person ?? null) : change.person;
    const freshAt = lagMs > 0 ? now + lagMs : 0;
    const doc = JSON.stringify(change.doc);
    statements.upsert.run(
      system,
      kind,
      id,
      change.state,
      doc,
      now,
      seen?.state ?? null,
      seen ? JSON.stringify(seen.doc) : null,
      freshAt,
      person,
    );
    for (const [field, value] of change.keys)
      statements.key.run(system, kind, field, value.toLowerCase(), id);
  };

  function* scan(system: string, kind: string, afterId: string): Generator<StoredRecord> {
    let last = afterId;
    for (;;) {
      const rows = statements.next.all(system, kind, last) as unknown[] as Row[];
      const now = clock.now();
      for (const each of rows) {
        const record = seenOf(each, now);
        if (record) yield record;
        last = each.id;
      }
      if (rows.length === 0) return;
    }
  }

  return {
    scan,
    seen: (system, kind, id) => {
      const found = row(system, kind, id);
      return found && seenOf(found, clock.now());
    },
    actual: (system, kind, id) => {
      const found = row(system, kind, id);
      return found && found.state !== 'gone' ? actualOf(found) : undefined;
    },
    find: (system, kind, field, value) => {
      const now = clock.now();
      return found(system, kind, field, value)
        .map((each) => seenOf(each, now))
        .filter(isRecord);
    },
    findActual: (system, kind, field, value) =>
      found(system, kind, field, value)
        .filter((each) => each.state !== 'gone')
        .map(actualOf),
    write: (system, kind, id, change, lagMs) => {
      store(system, kind, id, change, row(system, kind, id), lagMs);
    },
    place: (system, kind, id, change) => {
      store(system, kind, id, change, undefined, 0);
    },
    ownedBy: (person) =>
      (statements.owned.all(person) as unknown[] as Row[])
        .filter((each) => each.state !== 'gone')
        .map((each) => ({ system: each.system, kind: each.kind, record: actualOf(each) })),
  };
}

/** Drops what only readers of the last seconds could still see of erased records. */
export function forgetErased(database: DatabaseSync, now: number): void {
  database
    .prepare(
      "DELETE FROM lookups WHERE (system, kind, id) IN (SELECT system, kind, id FROM records WHERE state = 'gone' AND fresh_at <= ?)",
    )
    .run(now);
  database.prepare("DELETE FROM records WHERE state = 'gone' AND fresh_at <= ?").run(now);
}
