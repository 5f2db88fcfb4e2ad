import type { VerifyAnswer } from '../../domain/read-back.ts';
import type { Counts, RuledResidual } from '../../domain/verdict.ts';
import { codeOf } from './code-of.ts';
import type { Database } from './database.ts';
import type { Layout } from './layout.ts';
import type { RowRef } from './row-ref.ts';
import { rowsOfPerson, type RowsOfTable } from './rows-of-person.ts';

/** Reads back, by the primary key and the keys of the record, what an erasure today would still delete or change, and what is kept. */
export async function verifyPerson(
  database: Database,
  layout: Layout,
  ref: RowRef,
  limits: { readonly most: number; readonly now: Date },
): Promise<VerifyAnswer> {
  const found = await database.run((session) => rowsOfPerson(session, layout, ref, limits));
  const left: Counts = Object.fromEntries(
    found.map(({ table, rows }) => [
      table.code,
      rows.filter(({ fate }) => fate.kind !== 'leave').length,
    ]),
  );
  if (Object.values(left).some((count) => count > 0)) return { kind: 'present', left };
  return { kind: 'gone', left, residuals: found.flatMap(keptOf) };
}

/** What is kept, by the code of its table or column, until the last row of it may be erased. */
function keptOf({ table, rows }: RowsOfTable): RuledResidual[] {
  const byCode = new Map<string, RuledResidual>();
  for (const { fate } of rows)
    for (const { retention, until, column } of fate.kept) {
      const what = codeOf(table.label, ...(column === undefined ? [] : [column]));
      const { reason, law } = retention;
      const before = byCode.get(what);
      const last = before && isLater(before.until, until) ? before.until : until;
      byCode.set(what, {
        what,
        verdict: 'retained',
        until: last,
        reason,
        ...(law !== undefined && { law }),
      });
    }
  return [...byCode.values()];
}

/** Null has no end, so nothing is later. */
const isLater = (one: string | null, other: string | null) =>
  one === null || (other !== null && one > other);
