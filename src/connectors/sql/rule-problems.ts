import type { ProbeProblem } from '../../ports/system-access.ts';
import type { Table } from './layout.ts';
import { shortestPseudonym } from './pseudonym.ts';

/** What is wrong with the rules for the columns of rows that stay. */
export function ruleProblems(table: Table): ProbeProblem[] {
  const { declared, columns, label } = table;
  const changed = Object.entries(declared.columns).flatMap(([column, rule]) => {
    const change = typeof rule === 'string' ? rule : rule.then;
    return change === 'keep' ? [] : [{ column, change }];
  });
  return [
    ...undeclared(table),
    ...changed.flatMap(({ column, change }): ProbeProblem[] => {
      const at = `${label}.${column}`;
      if (table.primaryKey.includes(column))
        return [{ what: `${at} belongs to the primary key`, fix: 'Set it to keep.' }];
      if (table.joins.some((join) => join.columns.includes(column)) && isNeeded(table, change))
        return [{ what: `${at} leads to another table`, fix: 'Set it to keep.' }];
      const { nullable = false, type = 'other', maxLength = null } = columns.get(column) ?? {};
      if (change === 'null') {
        if (nullable) return [];
        return [{ what: `${at} is NOT NULL`, fix: 'Allow null there, or set it to pseudonymise.' }];
      }
      const isLong = maxLength === null || maxLength >= shortestPseudonym;
      if (type === 'uuid' || (type === 'text' && isLong)) return [];
      const fix = `Only a text of ${shortestPseudonym} characters or a UUID can take one.`;
      return [{ what: `${at} cannot take a pseudonym`, fix }];
    }),
  ];
}

/** A column that nobody decided about may hold data about the person. */
function undeclared({ declared, columns, primaryKey, joins, label }: Table): ProbeProblem[] {
  if (declared.rows !== 'stay') return [];
  const known = [
    ...Object.keys(declared.columns),
    ...primaryKey,
    ...joins.flatMap((join) => join.columns),
  ];
  return [...columns.keys()]
    .filter((column) => !known.includes(column))
    .map((column) => ({
      what: `rows of ${label} stay, and nothing is declared about ${column}`,
      fix: 'Add it to columns: null, pseudonymise, keep or retain.',
    }));
}

/** A join may be cut only when nothing is retained: what is retained must still be found when its time is over. */
function isNeeded({ declared }: Table, change: 'null' | 'pseudonymise'): boolean {
  const isRetained = [declared.rows, ...Object.values(declared.columns)].some(
    (rule) => typeof rule !== 'string',
  );
  return change === 'pseudonymise' || isRetained;
}
