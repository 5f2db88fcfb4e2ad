import { SystemFailure } from '../../domain/failure.ts';
import type { RecordRef } from '../../domain/match.ts';
import { z } from 'zod';
import type { Row } from './database.ts';
import type { Layout, Table } from './layout.ts';

/**
 * A row by which a person was found. It holds the values of the keys too: an erasure checks that the row still has one of them, and reading
 * back looks for what refers to them.
 */
export interface RowRef {
  readonly table: Table;
  /** Its primary key and its keys, by the names of their columns. */
  readonly known: Readonly<Record<string, string>>;
}

const shape = z.strictObject({
  row: z.record(z.string(), z.string()),
  keys: z.record(z.string(), z.string()),
});

/** @param row must hold the columns of the primary key and of the keys */
export function recordOf({ label, primaryKey, declared }: Table, row: Row): RecordRef {
  const keys = declared.keys.map(({ column }) => column).sort();
  const values = { row: textsIn(row, primaryKey), keys: textsIn(row, keys) };
  return { kind: label, id: JSON.stringify(values) };
}

/** @throws SystemFailure `misconfigured` when the declaration no longer has the table, or the table has another primary key */
export function rowRefOf({ tables }: Layout, { kind, id }: RecordRef): RowRef {
  const table = tables.find(({ label }) => label === kind);
  const { row, keys } = shape.parse(JSON.parse(id));
  if (!table || !table.primaryKey.every((column) => column in row))
    throw new SystemFailure(
      'misconfigured',
      'the table of a record is declared in another way now',
    );
  return { table, known: { ...keys, ...row } };
}

/** The values that are there, as texts. */
function textsIn(row: Row, columns: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    columns.flatMap((column) => {
      const text = textIn(row, column);
      return text === null ? [] : [[column, text]];
    }),
  );
}

/** @returns null when there is no value */
export function textIn(row: Row, column: string): string | null {
  const value = row[column];
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}
