import { columnsOf, from, type Layout, type Table } from './layout.ts';
import type { Join } from './joins-of.ts';
import type { Row } from './database.ts';
import { joined, listOf, sql, type Fragment } from './fragment.ts';
import { textIn, type RowRef } from './row-ref.ts';

/** The tables whose rows belong to rows of the root: the root itself, and what is joined to it. A parent comes before its children. */
export function reachedFrom({ tables }: Layout, root: Table): Table[] {
  const reached: Table[] = [];
  for (const table of tables)
    if (table === root || table.joins.some(({ to }) => reached.some(({ label }) => label === to)))
      reached.push(table);
  return reached;
}

/** The condition for the rows of a table that belong to the record. */
export function belongsTo(layout: Layout, ref: RowRef, table: Table): Fragment {
  return conditionOn(layout, ref, table, reachedFrom(layout, ref.table));
}

function conditionOn(
  layout: Layout,
  ref: RowRef,
  table: Table,
  reached: readonly Table[],
): Fragment {
  const { quote } = layout.dialect;
  if (table === ref.table)
    return joined(
      table.primaryKey.map((column) => sql`${quote(column)} = ${ref.known[column] ?? null}`),
      ' AND ',
    );
  const ways = table.joins.flatMap((join) => {
    const parent = reached.find(({ label }) => label === join.to);
    return parent ? [joinCondition(layout, ref, table, join, parent, reached)] : [];
  });
  return sql`(${joined(ways, ' OR ')})`;
}

/** Values that the record holds are compared directly, so that rows are found even when the row of the record is gone. */
function joinCondition(
  layout: Layout,
  ref: RowRef,
  table: Table,
  { columns, toColumns }: Join,
  parent: Table,
  reached: readonly Table[],
): Fragment {
  const { dialect } = layout;
  const { quote } = dialect;
  if (parent === ref.table && toColumns.every((column) => isKnown(ref, column)))
    return joined(
      columns.map((column, index) => {
        const value = ref.known[toColumns[index] ?? ''] ?? null;
        return sql`${quote(column)} = ${value}`;
      }),
      ' AND ',
    );
  const condition = conditionOn(layout, ref, parent, reached);
  if (columns.length === 1)
    return sql`${columnsOf(dialect, columns)} IN (SELECT ${columnsOf(dialect, toColumns)} FROM ${from(dialect, parent)} WHERE ${condition})`;
  const [here, there] = [from(dialect, table), from(dialect, parent)];
  const pairs = columns.map(
    (column, index) => sql`${there}.${quote(toColumns[index] ?? '')} = ${here}.${quote(column)}`,
  );
  return sql`EXISTS (SELECT 1 FROM ${there} WHERE ${joined(pairs, ' AND ')} AND ${condition})`;
}

/** A key without a value is not in the record, and joins nothing. */
const isKnown = ({ table, known }: RowRef, column: string) =>
  column in known || table.declared.keys.some((key) => key.column === column);

/** The condition for exactly these rows, by their primary keys. */
export function areRows(
  { dialect: { quote } }: Pick<Layout, 'dialect'>,
  { primaryKey }: Table,
  rows: readonly Row[],
): Fragment {
  const [only, ...others] = primaryKey;
  if (only !== undefined && others.length === 0)
    return sql`${quote(only)} IN (${listOf(rows.map((row) => textIn(row, only)))})`;
  const each = rows.map((row) => {
    const pairs = primaryKey.map((column) => sql`${quote(column)} = ${textIn(row, column)}`);
    return sql`(${joined(pairs, ' AND ')})`;
  });
  return sql`(${joined(each, ' OR ')})`;
}
