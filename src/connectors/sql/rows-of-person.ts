import { SystemFailure } from '../../domain/failure.ts';
import { belongsTo, reachedFrom } from './conditions.ts';
import type { Row, Session } from './database.ts';
import { sql } from './fragment.ts';
import { columnsOf, from, type Layout, type Table } from './layout.ts';
import type { RowRef } from './row-ref.ts';
import { fateOf, ruledColumns, type RowFate } from './row-rules.ts';

/** The rows of one table that belong to a record, each with what an erasure does with it today. */
export interface RowsOfTable {
  readonly table: Table;
  readonly rows: readonly { readonly row: Row; readonly fate: RowFate }[];
}

/**
 * Reads the rows of all tables that belong to a record, parents before children.
 * @param most the highest number of rows that one record may have in all tables together
 * @throws SystemFailure `refused` when there are more
 */
export async function rowsOfPerson(
  session: Session,
  layout: Layout,
  ref: RowRef,
  { most, now }: { readonly most: number; readonly now: Date },
): Promise<RowsOfTable[]> {
  const { dialect } = layout;
  const found: RowsOfTable[] = [];
  let room = most;
  for (const table of reachedFrom(layout, ref.table)) {
    const keys = table === ref.table ? table.declared.keys.map(({ column }) => column) : [];
    const columns = columnsOf(dialect, [...new Set([...ruledColumns(table), ...keys])]);
    const rows = await session.read(
      sql`SELECT ${columns} FROM ${from(dialect, table)} WHERE ${belongsTo(layout, ref, table)} ORDER BY ${columnsOf(dialect, table.primaryKey)} ${dialect.limit(room + 1)}`,
    );
    room -= rows.length;
    if (room < 0) throw new SystemFailure('refused', `more than ${most} rows belong to one record`);
    found.push({ table, rows: rows.map((row) => ({ row, fate: fateOf(table, row, now) })) });
  }
  return found;
}
