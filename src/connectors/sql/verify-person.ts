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
  const byColumn = Map.groupBy(
    rows.flatMap(({ fate }) => fate.kept),
    ({ column }) => column,
  );
  return [...byColumn].flatMap(([column, kept]): RuledResidual[] => {
    const [one] = kept;
    if (!one) return [];
    const { reason, law } = one.retention;
    const ends = kept.flatMap(({ until }) => until ?? []).sort();
    // A row without an end is kept longer than all others.
    const until = ends.length < kept.length ? null : (ends.at(-1) ?? null);
    const [nextAt] = ends;
    return [
      {
        what: codeOf(table.label, ...(column === undefined ? [] : [column])),
        verdict: 'retained',
        until,
        reason,
        ...(law !== undefined && { law }),
        ...(nextAt !== undefined && nextAt !== until && { nextAt }),
      },
    ];
  });
}
