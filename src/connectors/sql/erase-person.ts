import { SystemFailure } from '../../domain/failure.ts';
import { checkGone } from './check-gone.ts';
import { chunksOf } from './chunks-of.ts';
import { areRows } from './conditions.ts';
import type { Database, Row, Session } from './database.ts';
import { joined, sql, type Fragment, type SqlValue } from './fragment.ts';
import { from, type Layout, type Table } from './layout.ts';
import { pseudonymFor } from './pseudonym.ts';
import { textIn, type RowRef } from './row-ref.ts';
import type { RowFate } from './row-rules.ts';
import { rowsOfPerson, type RowsOfTable } from './rows-of-person.ts';

interface Limits {
  readonly most: number;
  readonly now: Date;
}

/**
 * Erases everything that belongs to a record, in one transaction. It counts first, and changes nothing when there are too many rows, or when the row
 * no longer has a value by which the person was found. After the commit it reads back the rows that it deleted, by their primary keys.
 */
export async function erasePerson(
  database: Database,
  layout: Layout,
  ref: RowRef,
  limits: Limits,
): Promise<void> {
  const deleted = await database.transaction(async (session) => {
    const found = await rowsOfPerson(session, layout, ref, limits);
    checkKeys(ref, found);
    const inOrder = layout.eraseOrder.flatMap((table) =>
      found.filter((one) => one.table === table),
    );
    const pseudonyms = new Map<string, string>();
    for (const { table, rows } of inOrder) {
      for (const { group, fate } of changedAlike(rows)) {
        const set = changesOf(layout, table, group, fate, pseudonyms);
        await change(session, layout, table, group, set);
      }
      await change(session, layout, table, toDelete(rows), null);
    }
    return inOrder;
  });
  await database.run((session) =>
    checkGone(
      session,
      layout,
      deleted.map(({ table, rows }) => ({ table, rows: toDelete(rows) })),
    ),
  );
}

const toDelete = (rows: RowsOfTable['rows']): Row[] =>
  rows.filter(({ fate }) => fate.kind === 'delete').map(({ row }) => row);

/** One statement changes all rows in which the same columns are set to null. A pseudonym needs one statement for each row. */
function changedAlike(rows: RowsOfTable['rows']): { group: Row[]; fate: RowFate }[] {
  const groups = new Map<string, { group: Row[]; fate: RowFate }>();
  for (const [index, { row, fate }] of rows.entries()) {
    if (fate.kind !== 'change') continue;
    const isAlone = fate.changes.some(({ to }) => to === 'pseudonymise');
    const key = isAlone ? String(index) : JSON.stringify(fate.changes);
    const known = groups.get(key) ?? { group: [], fate };
    known.group.push(row);
    groups.set(key, known);
  }
  return [...groups.values()];
}

/** A primary key may have been given to another person since the search. */
function checkKeys({ table, known }: RowRef, found: readonly RowsOfTable[]): void {
  const keys = table.declared.keys.map(({ column }) => column);
  const [root] = found.find((one) => one.table === table)?.rows ?? [];
  if (!root) return;
  const carries = keys.some((key) => key in known && textIn(root.row, key) === known[key]);
  // An earlier erasure of this record emptied the row, and this erasure repeats it.
  if (carries || (root.fate.kind !== 'delete' && root.fate.changes.length === 0)) return;
  throw new SystemFailure('refused', 'a found row no longer has a key of the person');
}

/** Equal values of one person get equal pseudonyms, so that rows that belonged together still belong together. */
function changesOf(
  { dialect }: Layout,
  table: Table,
  [row = {}]: readonly Row[],
  { changes }: RowFate,
  pseudonyms: Map<string, string>,
): Fragment {
  const pairs = changes.map(({ column, to }) => {
    const value: SqlValue = to === 'null' ? null : pseudonymOf(table, column, row, pseudonyms);
    return sql`${dialect.quote(column)} = ${value}`;
  });
  return joined(pairs, ', ');
}

function pseudonymOf(
  { columns }: Table,
  column: string,
  row: Row,
  pseudonyms: Map<string, string>,
): string {
  const { type = 'text', maxLength = null } = columns.get(column) ?? {};
  const key = JSON.stringify([textIn(row, column), type, maxLength]);
  const pseudonym = pseudonyms.get(key) ?? pseudonymFor({ type, maxLength });
  pseudonyms.set(key, pseudonym);
  return pseudonym;
}

/** @param set what the rows are set to; null deletes them */
async function change(
  session: Session,
  layout: Layout,
  table: Table,
  rows: readonly Row[],
  set: Fragment | null,
): Promise<void> {
  const target = from(layout.dialect, table);
  for (const chunk of chunksOf(table, rows)) {
    const where = areRows(layout, table, chunk);
    const changed = await session.change(
      set === null
        ? sql`DELETE FROM ${target} WHERE ${where}`
        : sql`UPDATE ${target} SET ${set} WHERE ${where}`,
    );
    // A trigger may have kept a row, or another transaction may have taken it.
    if (changed !== chunk.length)
      throw new SystemFailure('unexpected-answer', 'another number of rows was changed than found');
  }
}
