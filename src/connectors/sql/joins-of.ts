import type { TableSettings } from './table-settings.ts';

/** The rows of a table whose columns hold the values of columns of another table. */
export interface Join {
  /** The other table, as the settings name it. */
  readonly to: string;
  readonly columns: readonly string[];
  /** The columns of the other table, in the same order. */
  readonly toColumns: readonly string[];
}

export function joinsOf({ joins }: Pick<TableSettings, 'joins'>): Join[] {
  return joins.flatMap((join) => {
    const byTable = new Map<string, Join>();
    for (const [column, target] of Object.entries(join)) {
      const dot = target.lastIndexOf('.');
      const to = target.slice(0, dot);
      const { columns = [], toColumns = [] } = byTable.get(to) ?? {};
      byTable.set(to, {
        to,
        columns: [...columns, column],
        toColumns: [...toColumns, target.slice(dot + 1)],
      });
    }
    return [...byTable.values()];
  });
}
