import { SystemFailure } from '../../domain/failure.ts';
import type { ProbeProblem, ProbeReport } from '../../ports/system-access.ts';
import { probeBy, type ProbeStep } from '../kit/probe-by.ts';
import type { Database } from './database.ts';
import type { KnownLayout } from './known-layout.ts';
import { from, type Layout, type Table } from './layout.ts';
import { isLowered } from './is-lowered.ts';
import type { KeySettings } from './table-settings.ts';

/** Compares the declaration with the catalogue, and tests the rights and the indexes. It changes nothing. */
export async function probeDatabase(database: Database, known: KnownLayout): Promise<ProbeReport> {
  let problems: readonly ProbeProblem[] = [];
  let layout: Layout | undefined;
  const read = await probeBy([
    {
      what: 'read the catalogue',
      fix: 'Check the connection string, and that the user may connect.',
      attempt: async () => ({ layout, problems } = await known.read()),
    },
  ]);
  if (layout === undefined) return read;
  if (problems.length > 0) return { reachable: true, problems };
  const tables = layout.tables;
  const rights = await probeBy(tables.flatMap((table) => rightSteps(database, table)));
  return {
    reachable: rights.reachable,
    problems: [...rights.problems, ...tables.flatMap((table) => indexProblems(table, tables))],
  };
}

function rightSteps({ dialect, run }: Database, table: Table): ProbeStep[] {
  const { label, name, declared } = table;
  const step = (right: 'SELECT' | 'UPDATE' | 'DELETE', column?: string): ProbeStep => ({
    what: `${right.toLowerCase()} ${column === undefined ? label : `${label}.${column}`}`,
    fix: `GRANT ${right}${column === undefined ? '' : ` (${column})`} ON ${label} to the user of the connection string.`,
    attempt: () =>
      run(async (session) => {
        const [answer] = await session.read(
          dialect.testRight(right, from(dialect, table), name, column),
        );
        if (answer?.['has_right'] === 0 || answer?.['has_right'] === null)
          throw new SystemFailure('permission-missing', 'the database refused the right');
      }),
  });
  const changed = Object.entries(declared.columns).filter(([, rule]) => rule !== 'keep');
  return [
    step('SELECT'),
    ...(declared.rows === 'stay' ? [] : [step('DELETE')]),
    ...changed.map(([column]) => step('UPDATE', column)),
  ];
}

/** Without an index, every search reads the whole table. */
function indexProblems(table: Table, tables: readonly Table[]): ProbeProblem[] {
  const { label, declared, joins } = table;
  const begins = (columns: readonly string[]) =>
    table.indexes.some(({ columns: [first] }) => first !== undefined && columns.includes(first));
  const keys = declared.keys.flatMap((key): ProbeProblem[] => {
    if (isIndexed(table, key)) return [];
    const what = `${label}.${key.column} has no index for the key ${key.kind}`;
    const lower = isLowered(key, table.columns.get(key.column))
      ? `LOWER(${key.column}), or set lowerCase if the column holds lower case only`
      : key.column;
    return [{ what, fix: `Create an index on ${lower}.` }];
  });
  const joined = joins.flatMap(({ columns, to }): ProbeProblem[] => {
    if (begins(columns) || !tables.some((one) => one.label === to)) return [];
    const what = `${label}.${columns.join(', ')} has no index for the join to ${to}`;
    return [{ what, fix: `Create an index on ${columns.join(', ')}.` }];
  });
  return [...keys, ...joined];
}

function isIndexed({ indexes, columns }: Table, key: KeySettings): boolean {
  const name = key.column.toLowerCase();
  // PostgreSQL writes lower((email)::text).
  const isLower = (text: string) =>
    text.toLowerCase().replace(/[()"]|::text/g, '') === `lower${name}`;
  return indexes.some(({ columns: [first = ''] }) =>
    isLowered(key, columns.get(key.column)) ? isLower(first) : first === key.column,
  );
}
