import { DateTime, Duration } from 'luxon';
import type { Row } from './database.ts';
import type { Table } from './layout.ts';
import { isPseudonym } from './pseudonym.ts';
import type { ColumnRule, Retention } from './table-settings.ts';

/** What is still kept, and until when. RFC 3339; null: nobody can say. */
export interface KeptUntil {
  readonly retention: Retention;
  readonly until: string | null;
}

/** What an erasure does with one row today. */
export interface RowFate {
  readonly kind: 'delete' | 'change' | 'leave';
  /** The columns to change, without those that were changed before. */
  readonly changes: readonly { readonly column: string; readonly to: 'null' | 'pseudonymise' }[];
  /** What is kept of the row. `column`: left out when it is the row itself. */
  readonly kept: readonly (KeptUntil & { readonly column?: string })[];
}

/**
 * Only the row and the time decide what happens to a row. So an erasure can be repeated, and the erasure after the end of a retention does
 * exactly what is due then.
 * @param row must hold the columns that `ruledColumns` names
 */
export function fateOf({ declared }: Table, row: Row, now: Date): RowFate {
  const { rows, columns } = declared;
  if (rows === 'delete') return { kind: 'delete', changes: [], kept: [] };
  const ofRow = typeof rows === 'string' ? null : keptBy(rows.retain, row, now);
  if (typeof rows !== 'string' && ofRow === null) return { kind: 'delete', changes: [], kept: [] };
  const ofColumns = Object.entries(columns).map(([column, rule]) => ({
    column,
    ...ruleToday(rule, row, row[column], now),
  }));
  const changes = ofColumns.flatMap(({ column, to }) => (to === null ? [] : [{ column, to }]));
  const kept = ofColumns.flatMap(({ column, kept }) => (kept ? [{ ...kept, column }] : []));
  return {
    kind: changes.length > 0 ? 'change' : 'leave',
    changes,
    kept: ofRow ? [ofRow, ...kept] : kept,
  };
}

/** The columns that decide what happens to a row. */
export function ruledColumns({ declared, primaryKey }: Table): string[] {
  const dated = [declared.rows, ...Object.values(declared.columns)].flatMap((rule) => {
    if (typeof rule === 'string' || rule.retain.until === undefined) return [];
    return 'column' in rule.retain.until ? [rule.retain.until.column] : [];
  });
  return [...new Set([...primaryKey, ...Object.keys(declared.columns), ...dated])];
}

/**
 * Was the row emptied before? Then it no longer belongs to anybody. Only a pseudonym proves this, because a missing value may never have been there.
 */
export function isEmptied({ declared }: Table, row: Row): boolean {
  const changed = Object.entries(declared.columns).filter(
    ([, rule]) => rule === 'null' || rule === 'pseudonymise',
  );
  return (
    declared.rows !== 'delete' &&
    changed.some(([column]) => isPseudonym(row[column])) &&
    changed.every(([column]) => isGone(row[column]))
  );
}

const isGone = (value: unknown) => value === null || value === undefined || isPseudonym(value);

function ruleToday(
  rule: ColumnRule,
  row: Row,
  value: unknown,
  now: Date,
): { to: 'null' | 'pseudonymise' | null; kept: KeptUntil | null } {
  if (rule === 'keep' || isGone(value)) return { to: null, kept: null };
  if (typeof rule === 'string') return { to: rule, kept: null };
  const kept = keptBy(rule.retain, row, now);
  return kept ? { to: null, kept } : { to: rule.then, kept: null };
}

/** @returns null when the time of the retention is over */
function keptBy(retention: Retention, row: Row, now: Date): KeptUntil | null {
  const until = endOf(retention, row);
  return until === null || Date.parse(until) > now.getTime() ? { retention, until } : null;
}

/** The end of the last day, in UTC. A row without its date is kept without an end: nobody may erase it too early. */
function endOf({ until }: Retention, row: Row): string | null {
  if (until === undefined) return null;
  if ('day' in until) return atEndOf(DateTime.fromISO(until.day, { zone: 'utc' }));
  const begun = dateIn(row[until.column]);
  if (!begun.isValid) return null;
  const from = until.fromEndOfYear ? begun.endOf('year') : begun;
  return atEndOf(from.plus(Duration.fromISO(until.after)));
}

const atEndOf = (day: DateTime) => day.endOf('day').toJSDate().toISOString();

/** Drivers give dates as texts or as dates. */
function dateIn(value: unknown): DateTime {
  if (value instanceof Date) return DateTime.fromJSDate(value, { zone: 'utc' });
  const text = typeof value === 'string' ? value.replace(' ', 'T') : '';
  return DateTime.fromISO(text, { zone: 'utc' });
}
