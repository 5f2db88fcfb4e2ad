import type { ProbeProblem } from '../../ports/system-access.ts';
import { keyProblems } from './key-problems.ts';
import type { Layout, Table } from './layout.ts';
import { isUnique } from './layout.ts';
import { referenceProblems } from './reference-problems.ts';
import type { Catalogue } from './read-catalogue.ts';
import type { Settings } from './settings.ts';
import { ruleProblems } from './rule-problems.ts';

/** @returns where the declaration contradicts the catalogue. With any of these, nothing is read or changed. */
export function declarationProblems(
  layout: Layout,
  settings: Settings,
  catalogue: Catalogue,
): ProbeProblem[] {
  const { cycle, tables } = layout;
  const missing = tables.flatMap(namesMissing);
  if (missing.length > 0) return missing;
  const circle =
    cycle.length === 0
      ? []
      : [
          {
            what: `the foreign keys of ${cycle.join(', ')} form a circle`,
            fix: 'Rows cannot be erased in any order: erase the rows of one of these tables with a procedure of your own.',
          },
        ];
  return [
    ...circle,
    ...tables.flatMap((table) => [
      ...joinProblems(table, layout),
      ...keyProblems(table),
      ...ruleProblems(table),
    ]),
    ...referenceProblems(layout, settings, catalogue),
  ];
}

function namesMissing(table: Table): ProbeProblem[] {
  const { label, columns, primaryKey } = table;
  if (columns.size === 0)
    return [{ what: `table ${label} is missing`, fix: 'Correct its name, or create it.' }];
  const missing = [...new Set(namedColumns(table))].filter((name) => !columns.has(name));
  if (missing.length > 0)
    return missing.map((name) => ({
      what: `column ${label}.${name} is missing`,
      fix: 'Correct its name in tables, or remove it.',
    }));
  if (primaryKey.length > 0) return [];
  return [
    {
      what: `table ${label} has no primary key`,
      fix: 'Add one: rows are erased by their primary keys.',
    },
  ];
}

/** Every column that the declaration of a table names. */
function namedColumns({ declared, joins }: Table): string[] {
  const { keys, name, columns, withhold, portable } = declared;
  const dated = [declared.rows, ...Object.values(columns)].flatMap((rule) => {
    if (typeof rule === 'string' || rule.retain.until === undefined) return [];
    return 'column' in rule.retain.until ? [rule.retain.until.column] : [];
  });
  return [
    ...keys.map(({ column }) => column),
    ...Object.values(name).filter((one) => one !== undefined),
    ...joins.flatMap((join) => join.columns),
    ...Object.keys(columns),
    ...withhold,
    ...(portable ? [...portable.columns, ...(portable.at === undefined ? [] : [portable.at])] : []),
    ...dated,
  ];
}

/** Without a unique column on the other side, one value would lead to rows of other people too. */
function joinProblems({ label, joins }: Table, { tables }: Layout): ProbeProblem[] {
  return joins.flatMap(({ to, toColumns }): ProbeProblem[] => {
    const parent = tables.find((one) => one.label === to);
    if (!parent) return [];
    const missing = toColumns.find((column) => !parent.columns.has(column));
    if (missing !== undefined) {
      const what = `column ${to}.${missing} is missing`;
      return [{ what, fix: `Correct the join of ${label}.` }];
    }
    if (isUnique(parent, toColumns)) return [];
    return [
      {
        what: `${to}.${toColumns.join(', ')} is not unique, so the join of ${label} leads to rows of other people`,
        fix: 'Join by the primary key or by unique columns.',
      },
    ];
  });
}
