import { SystemFailure } from '../../domain/failure.ts';
import { chunksOf, mostParameters } from './chunks-of.ts';
import { areRows } from './conditions.ts';
import type { Row, Session } from './database.ts';
import { joined, sql, type Fragment } from './fragment.ts';
import { from, type Layout, type Table } from './layout.ts';

/**
 * Reads back by their primary keys that rows are gone. As many tables as possible share a statement.
 * @throws SystemFailure `unexpected-answer` when one is still there
 */
export async function checkGone(
  session: Session,
  layout: Layout,
  deleted: readonly { readonly table: Table; readonly rows: readonly Row[] }[],
): Promise<void> {
  const counts = deleted.flatMap(({ table, rows }) =>
    chunksOf(table, rows).map(
      (chunk) =>
        sql`SELECT COUNT(*) AS left_over FROM ${from(layout.dialect, table)} WHERE ${areRows(layout, table, chunk)}`,
    ),
  );
  for (const statement of together(counts)) {
    const left = await session.read(statement);
    if (left.some((row) => Number(row['left_over']) > 0))
      throw new SystemFailure('unexpected-answer', 'deleted rows are still there');
  }
}

/** Joins statements until one statement has as many parameters as it may have. */
function together(statements: readonly Fragment[]): Fragment[] {
  const groups: Fragment[][] = [];
  let room = 0;
  for (const statement of statements) {
    room -= statement.values.length;
    if (room >= 0) groups.at(-1)?.push(statement);
    else {
      groups.push([statement]);
      room = mostParameters - statement.values.length;
    }
  }
  return groups.map((group) => joined(group, ' UNION ALL '));
}
