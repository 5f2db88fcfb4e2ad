import {
  longestLag,
  readClasses,
  seesNewState,
  type Lag,
  type ReadClass,
  type Turns,
} from './lag.ts';
import type { Doc, RecordState, StoredRecord } from './stored-record.ts';

/** A row of `records`. Until `fresh_at`, readers see the state in `seen`; after that, they see the actual state. */
export interface Row {
  id: string;
  state: RecordState;
  doc: string;
  changed_at: number;
  seen: string | null;
  fresh_at: number;
  person: string | null;
  system: string;
  kind: string;
}

/** null: the record was not there. */
type Version = { state: RecordState; doc: Doc } | null;

interface Seen {
  versions: Version[];
  reads: Record<ReadClass, { version: number; turns: Turns }>;
}

export function actualOf(row: Row): StoredRecord {
  return {
    id: row.id,
    state: row.state,
    doc: JSON.parse(row.doc) as Doc,
    person: row.person,
    changedAt: row.changed_at,
  };
}

const present = (record: StoredRecord): StoredRecord | undefined =>
  record.state === 'gone' ? undefined : record;

/** The record as a reader sees it now. Undefined when the reader does not see it. */
export function seenOf(row: Row, now: number, read: ReadClass): StoredRecord | undefined {
  if (row.seen === null || row.fresh_at <= now) return present(actualOf(row));
  const { versions, reads } = JSON.parse(row.seen) as Seen;
  const { version, turns } = reads[read];
  if (seesNewState(turns, now)) return present(actualOf(row));
  const before = versions[version];
  return before ? present({ ...actualOf(row), ...before }) : undefined;
}

/** The earlier states that the next write must keep for readers who do not see that write yet. */
export function seenBefore(
  row: Row | undefined,
  now: number,
  lag: Lag,
): { seen: string | null; freshAt: number } {
  if (longestLag(lag) === 0) return { seen: null, freshAt: 0 };
  const versions: Version[] = [];
  const indexes = new Map<string, number>();
  const versionFor = (read: ReadClass): number => {
    const record = row && seenOf(row, now, read);
    const version: Version = record ? { state: record.state, doc: record.doc } : null;
    const key = JSON.stringify(version);
    const index = indexes.get(key) ?? versions.push(version) - 1;
    indexes.set(key, index);
    return index;
  };
  const entryFor = (read: ReadClass) => ({
    version: versionFor(read),
    turns: lag[read].map((ms) => now + ms),
  });
  const reads = Object.fromEntries(readClasses.map((read) => [read, entryFor(read)]));
  return { seen: JSON.stringify({ versions, reads }), freshAt: now + longestLag(lag) };
}
