import type { ProbeProblem } from '../../ports/system-access.ts';
import type { Table } from './layout.ts';

const needed = {
  objectId: ['text', 'uuid'],
  email: ['text'],
  phone: ['text'],
  id: ['text', 'uuid', 'integer'],
};

/** What is wrong with the columns by which people are found. */
export function keyProblems(table: Table): ProbeProblem[] {
  const { label, declared, columns } = table;
  const isSomeChanged = declared.keys.some(({ column }) => isChanged(table, column));
  return declared.keys.flatMap(({ kind, column }): ProbeProblem[] => {
    const { type = 'other' } = columns.get(column) ?? {};
    if (!needed[kind].includes(type)) {
      const what = `column ${label}.${column} has the wrong type for the key ${kind}`;
      return [{ what, fix: `It must be one of ${needed[kind].join(', ')}.` }];
    }
    if (!isSomeChanged || isChanged(table, column) || isEmptied(table, column)) return [];
    const what = `rows of ${label} stay without some of their keys, and are found by ${column} again`;
    const fix =
      'Set every key column to null or pseudonymise, or keep all of them. Beside a key that is the primary key, set one column to pseudonymise.';
    return [{ what, fix }];
  });
}

function isChanged({ declared }: Table, column: string): boolean {
  const rule = declared.columns[column];
  return rule === 'null' || rule === 'pseudonymise';
}

/** An emptied row no longer belongs to anybody, and a pseudonym in it shows this. Then its primary key may stay. */
const isEmptied = ({ declared, primaryKey }: Table, column: string) =>
  primaryKey.includes(column) && Object.values(declared.columns).includes('pseudonymise');
