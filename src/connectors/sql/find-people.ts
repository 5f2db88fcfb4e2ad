import { SystemFailure } from '../../domain/failure.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { LookUp, LookUpKind } from '../../domain/search-record.ts';
import type { SystemId } from '../../domain/system.ts';
import type { FindAnswer } from '../../ports/system-access.ts';
import { searchLog } from '../kit/search-log.ts';
import { askedValues, isAskedBy } from './asked-values.ts';
import type { Database, Row, Session } from './database.ts';
import { listOf, sql } from './fragment.ts';
import { isLowered } from './is-lowered.ts';
import { columnsOf, from, type Layout, type Table } from './layout.ts';
import { personHits } from './person-row.ts';
import { recordOf } from './row-ref.ts';
import { isEmptied, ruledColumns } from './row-rules.ts';
import type { Settings } from './settings.ts';
import type { KeySettings } from './table-settings.ts';

const words: Readonly<Record<KeySettings['kind'], LookUpKind>> = {
  objectId: 'object-id',
  id: 'record-id',
  email: 'email',
  phone: 'phone',
};

/** A value that more rows than this have, such as an empty default, identifies nobody. */
const mostFound = 300;

export function sqlLookUps({ tables }: Settings): LookUp[] {
  const kinds = tables.flatMap(({ keys }) => keys.map(({ kind }) => words[kind]));
  return [...new Set(kinds)].map((by) => ({ by, in: 'live' }));
}

/** Is there anything to ask the database about? */
export const isAsked = (
  { tables }: Settings,
  identifiers: readonly Identifier[],
  system: SystemId,
): boolean =>
  tables.some(({ keys }) =>
    keys.some((key) => identifiers.some((by) => isAskedBy(key, by, system))),
  );

/** Searches the tables with keys. Every key column is searched separately, so that the database can use its index. */
export async function findPeople(
  database: Database,
  layout: Layout,
  identifiers: readonly Identifier[],
  system: SystemId,
): Promise<FindAnswer> {
  const log = searchLog();
  const found = new Map<string, { table: Table; row: Row }>();
  const withKeys = layout.tables.filter(({ declared }) => declared.keys.length > 0);
  await database.run(async (session) => {
    for (const table of withKeys)
      for (const key of table.declared.keys) {
        const asked = identifiers.filter((by) => isAskedBy(key, by, system));
        if (asked.length === 0) continue;
        const lookUp: LookUp = { by: words[key.kind], in: 'live' };
        const rows = await log.lookUp([lookUp], `${lookUp.by}-in-${table.code}`, () =>
          rowsWith(
            session,
            layout,
            table,
            key,
            askedValues(key, typeOf(table, key), asked, system),
          ),
        );
        for (const row of rows) found.set(JSON.stringify(recordOf(table, row)), { table, row });
      }
  });
  for (const one of notOffered(withKeys, identifiers, system))
    log.missed({ what: one, why: 'not-offered' });
  return log.answer(
    [...found.values()]
      .filter(({ table, row }) => !isEmptied(table, row))
      .flatMap(({ table, row }) => personHits(table, row, identifiers, system)),
  );
}

const typeOf = ({ columns }: Table, { column }: KeySettings) =>
  columns.get(column) ?? { type: 'other' as const };

async function rowsWith(
  session: Session,
  { dialect }: Layout,
  table: Table,
  key: KeySettings,
  values: readonly string[],
): Promise<Row[]> {
  if (values.length === 0) return [];
  const { keys, name } = table.declared;
  const wanted = [
    ...table.primaryKey,
    ...keys.map((key) => key.column),
    ...Object.values(name).filter((one) => one !== undefined),
    ...ruledColumns(table),
  ];
  const quoted = dialect.quote(key.column);
  const compared = isLowered(key, table.columns.get(key.column)) ? sql`LOWER(${quoted})` : quoted;
  const rows = await session.read(
    sql`SELECT ${columnsOf(dialect, [...new Set(wanted)])} FROM ${from(dialect, table)} WHERE ${compared} IN (${listOf(values)}) ORDER BY ${columnsOf(dialect, table.primaryKey)} ${dialect.limit(mostFound + 1)}`,
  );
  if (rows.length > mostFound)
    throw new SystemFailure('refused', `more than ${mostFound} rows have the same identifier`);
  return [...rows];
}

/** The tables that cannot be searched by a given kind of identifier, although another table can. */
function notOffered(
  tables: readonly Table[],
  identifiers: readonly Identifier[],
  system: SystemId,
): string[] {
  const kinds = (of: readonly Table[]) =>
    new Set(
      of
        .flatMap(({ declared }) => declared.keys)
        .filter((key) => identifiers.some((by) => isAskedBy(key, by, system)))
        .map(({ kind }) => kind),
    );
  const asked = kinds(tables);
  return tables.flatMap((table) => {
    const own = kinds([table]);
    return [...asked]
      .filter((kind) => !own.has(kind))
      .map((kind) => `${words[kind]}-in-${table.code}`.slice(0, 64));
  });
}
