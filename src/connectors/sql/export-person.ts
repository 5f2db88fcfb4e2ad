import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import { belongsTo, reachedFrom } from './conditions.ts';
import type { Database, Row, Session } from './database.ts';
import { joined, sql, type Fragment } from './fragment.ts';
import { columnsOf, from, type Layout, type Table } from './layout.ts';
import { textIn, type RowRef } from './row-ref.ts';

const pageSize = 500;

/** Writes the rows of every table that belong to the record, page by page. Columns to withhold are not read. */
export async function exportPerson(
  database: Database,
  layout: Layout,
  ref: RowRef,
  sink: ExportSink,
): Promise<Counts> {
  const counts: Record<string, number> = {};
  for (const table of reachedFrom(layout, ref.table)) {
    counts[table.code] = 0;
    for (let after: Row | null = null; ;) {
      const page = await database.run((session) => readPage(session, layout, ref, table, after));
      for (const row of page) await sink.write(table.code, asExported(table, row));
      counts[table.code] = (counts[table.code] ?? 0) + page.length;
      after = page.at(-1) ?? null;
      if (page.length < pageSize) break;
    }
    const { withhold } = table.declared;
    if (withhold.length > 0 && (counts[table.code] ?? 0) > 0)
      sink.remark(
        table.code,
        `Not handed over, as the operator has decided: ${withhold.join(', ')}.`,
      );
  }
  return counts;
}

function readPage(
  session: Session,
  layout: Layout,
  ref: RowRef,
  table: Table,
  after: Row | null,
): Promise<readonly Row[]> {
  const { dialect } = layout;
  const { withhold } = table.declared;
  const wanted = [...table.columns.keys()].filter(
    (column) => !withhold.includes(column) || table.primaryKey.includes(column),
  );
  const where = [belongsTo(layout, ref, table), ...(after ? [isAfter(layout, table, after)] : [])];
  return session.read(
    sql`SELECT ${columnsOf(dialect, wanted)} FROM ${from(dialect, table)} WHERE ${joined(where, ' AND ')} ORDER BY ${columnsOf(dialect, table.primaryKey)} ${dialect.limit(pageSize)}`,
  );
}

/** The condition for the rows after the last row of a page, in the order of the primary key. */
function isAfter({ dialect: { quote } }: Layout, { primaryKey }: Table, last: Row): Fragment {
  const each = primaryKey.map((column, index) => {
    const same = primaryKey
      .slice(0, index)
      .map((before) => sql`${quote(before)} = ${textIn(last, before)}`);
    return sql`(${joined([...same, sql`${quote(column)} > ${textIn(last, column)}`], ' AND ')})`;
  });
  return sql`(${joined(each, ' OR ')})`;
}

/** Bytes are handed over in base64. */
function asExported({ declared }: Table, row: Row): Row {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !declared.withhold.includes(column))
      .map(([column, value]) => [
        column,
        value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
      ]),
  );
}
