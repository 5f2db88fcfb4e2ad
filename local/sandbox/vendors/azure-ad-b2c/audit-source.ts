import type { DatabaseSync } from 'node:sqlite';
import { perState } from '../../store/per-state.ts';

/** The past audit records of a user, given by a count and a time span. The records are made when asked for. */
export interface AuditSource {
  number: number;
  system: string;
  user: string;
  person: string | null;
  count: number;
  firstAt: number;
  lastAt: number;
  displayName: string;
  userPrincipalName: string;
  /** Every tenth record names the user only as the one who acted, not as a target. */
  actsToo: boolean;
}

type SourceRow = Pick<AuditSource, 'number' | 'system' | 'user' | 'person' | 'count'> & {
  first_at: number;
  last_at: number;
  doc: string;
};

export interface AuditSources {
  add(source: Omit<AuditSource, 'number'>): void;
  ofUser(system: string, user: string): AuditSource | undefined;
  byNumber(number: number): AuditSource | undefined;
  ofPerson(person: string): AuditSource[];
  all(system: string): Generator<AuditSource>;
}

function sourceOf(row: SourceRow): AuditSource {
  const { number, system, user, person, count, first_at: firstAt, last_at: lastAt, doc } = row;
  return {
    number,
    system,
    user,
    person,
    count,
    firstAt,
    lastAt,
    ...(JSON.parse(doc) as Pick<AuditSource, 'displayName' | 'userPrincipalName' | 'actsToo'>),
  };
}

function createAuditSources(database: DatabaseSync): AuditSources {
  const insert = database.prepare(
    'INSERT OR REPLACE INTO audit_sources (system, user, person, count, first_at, last_at, doc) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const one = database.prepare('SELECT * FROM audit_sources WHERE system = ? AND user = ?');
  const numbered = database.prepare('SELECT * FROM audit_sources WHERE number = ?');
  const owned = database.prepare('SELECT * FROM audit_sources WHERE person = ?');
  const next = database.prepare(
    'SELECT * FROM audit_sources WHERE system = ? AND number > ? ORDER BY number LIMIT 200',
  );
  const read = (row: unknown) => (row === undefined ? undefined : sourceOf(row as SourceRow));
  return {
    add: ({
      system,
      user,
      person,
      count,
      firstAt,
      lastAt,
      displayName,
      userPrincipalName,
      actsToo,
    }) =>
      void insert.run(
        system,
        user,
        person,
        count,
        firstAt,
        lastAt,
        JSON.stringify({ displayName, userPrincipalName, actsToo }),
      ),
    ofUser: (system, user) => read(one.get(system, user)),
    byNumber: (number) => read(numbered.get(number)),
    ofPerson: (person) => owned.all(person).map((row) => sourceOf(row as typeof row & SourceRow)),
    *all(system) {
      for (let last = -1; ;) {
        const rows = next.all(system, last);
        const sources = rows.map((row) => sourceOf(row as typeof row & SourceRow));
        yield* sources;
        const end = sources.at(-1);
        if (!end) return;
        last = end.number;
      }
    },
  };
}

export const auditSources = perState(({ database }) => createAuditSources(database));

/** The time of the source's event with this index. Later events have greater indexes. */
export function eventTime(source: AuditSource, index: number): number {
  return Math.floor(
    source.firstAt + ((index + 1) * (source.lastAt - source.firstAt)) / (source.count + 1),
  );
}

/** The first index whose event is not older than `time`. `count` when all are older. */
export function firstIndexFrom(source: AuditSource, time: number): number {
  let [low, high] = [0, source.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (eventTime(source, middle) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many audit records of a source have not expired. */
export function livingEvents(source: AuditSource, oldest: number): number {
  return source.count - firstIndexFrom(source, oldest);
}
