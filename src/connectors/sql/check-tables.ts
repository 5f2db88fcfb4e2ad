import { codeOf } from './code-of.ts';
import { joinsOf } from './joins-of.ts';
import { inDependencyOrder } from './dependency-order.ts';
import type { TableSettings } from './table-settings.ts';

interface Mistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The mistakes in a declaration that can be seen without the database. */
export function checkTables(tables: readonly TableSettings[]): Mistake[] {
  const mistakes = tables.flatMap((one, index) =>
    mistakesOf(one, tables, index).map((each) => ({ ...each, path: [index, ...each.path] })),
  );
  if (mistakes.length > 0) return mistakes;
  const edges = tables.flatMap((one) => joinsOf(one).map(({ to }) => ({ from: one.table, to })));
  const { cycle } = inDependencyOrder(
    tables.map((one) => one.table),
    edges,
  );
  if (cycle.length === 0) return [];
  const message = `have joins in a circle (${cycle.join(', ')}): leave one of these joins out`;
  return [{ path: [], message }];
}

function mistakesOf(
  one: TableSettings,
  all: readonly TableSettings[],
  index: number,
): readonly Mistake[] {
  const found: Mistake[] = [];
  const add = (path: Mistake['path'], message: string) => found.push({ path, message });
  if (all.findIndex((other) => codeOf(other.table) === codeOf(one.table)) < index)
    add(['table'], 'is declared twice, or is called as another table in reports');
  if (one.keys.length === 0 && one.joins.length === 0)
    add([], 'needs keys or joins: without either, no row of it is found');
  for (const [at, join] of one.joins.entries()) {
    const parents = new Set(joinsOf({ joins: [join] }).map(({ to }) => to));
    const [to] = parents;
    if (to === undefined || parents.size > 1)
      add(['joins', at], 'must name columns of one other table');
    else if (to === one.table || !all.some(({ table }) => table === to))
      add(['joins', at], `must lead to another declared table: ${to} is none`);
  }
  if (one.rows === 'delete' && Object.keys(one.columns).length > 0)
    add(['columns'], 'has no effect, because the rows are deleted: use "rows": "stay"');
  if (one.rows === 'stay' && Object.keys(one.columns).length === 0)
    add(['columns'], 'is missing: say for each column what an erasure does with it');
  return found;
}
