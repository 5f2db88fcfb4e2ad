import type { ProbeProblem } from '../../ports/system-access.ts';
import type { Layout, Table } from './layout.ts';
import { nameOf, sameTable, type Catalogue, type ForeignKey } from './read-catalogue.ts';
import type { Settings } from './settings.ts';

/**
 * Foreign keys that refer to a declared table and are not declared. When its rows were deleted, the database would refuse, or delete or change
 * rows that nobody declared.
 */
export function referenceProblems(
  { tables }: Layout,
  { leave }: Pick<Settings, 'leave'>,
  { foreignKeys, schema }: Catalogue,
): ProbeProblem[] {
  const isLeft = (key: ForeignKey) => leave.some((one) => sameTable(nameOf(one, schema), key.from));
  const undeclared = foreignKeys
    .filter(({ from, to }) => !sameTable(from, to))
    .flatMap((key): ProbeProblem[] => {
      const child = tables.find(({ name }) => sameTable(name, key.from));
      const parent = tables.find(({ name }) => sameTable(name, key.to));
      if (!parent) return [];
      const columns = key.columns.join(', ');
      const what = `the foreign key ${key.from.table}.${columns} refers to ${parent.label}`;
      if (!child) {
        if (isLeft(key)) return [];
        const fix = `Declare ${key.from.table} with a join, or list it in leave.`;
        return [{ what: `${what} and is not declared`, fix }];
      }
      if (!isJoined(child, parent, key))
        return [{ what: `${what} and is not declared`, fix: `Add it to joins of ${child.label}.` }];
      return staysWithout(child, parent, key) ? [refused(child, parent, what)] : [];
    });
  return [...undeclared, ...tables.flatMap((table) => outOfReach(table, tables))];
}

const isJoined = ({ joins }: Table, { label }: Table, key: ForeignKey) =>
  joins.some(
    ({ to, columns, toColumns }) =>
      to === label &&
      columns.length === key.columns.length &&
      columns.every(
        (column, index) => toColumns[index] === key.toColumns[key.columns.indexOf(column)],
      ),
  );

/** Do rows stay that refer to rows that are deleted? */
function staysWithout(child: Table, parent: Table, { columns }: ForeignKey): boolean {
  if (child.declared.rows === 'delete' || parent.declared.rows !== 'delete') return false;
  return !columns.some((column) => child.declared.columns[column] === 'null');
}

const refused = (child: Table, parent: Table, what: string): ProbeProblem => ({
  what: `${what}, whose rows are deleted, but rows of ${child.label} stay`,
  fix: `Let the rows of ${parent.label} stay and empty their columns, or set the foreign key to null.`,
});

/** Rows that stay must still be found when their retention ends: by other rows that stay, or by values that the record itself holds. */
function outOfReach(table: Table, tables: readonly Table[]): ProbeProblem[] {
  if (table.declared.rows === 'delete') return [];
  return table.joins.flatMap(({ to, columns, toColumns }): ProbeProblem[] => {
    if (columns.some((column) => table.declared.columns[column] === 'null')) return [];
    const parent = tables.find(({ label }) => label === to);
    if (!parent || parent.declared.rows !== 'delete') return [];
    const known = [...parent.primaryKey, ...parent.declared.keys.map(({ column }) => column)];
    if (parent.declared.keys.length > 0 && toColumns.every((one) => known.includes(one))) return [];
    const what = `rows of ${table.label} stay, but rows of ${to}, which lead to them, are deleted`;
    return [{ what, fix: `Let the rows of ${to} stay too.` }];
  });
}
