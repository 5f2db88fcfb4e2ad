import { codeOf } from './code-of.ts';
import type { Dialect, TableName } from './database.ts';
import { inDependencyOrder } from './dependency-order.ts';
import { joined, sql, type Fragment } from './fragment.ts';
import { joinsOf, type Join } from './joins-of.ts';
import { nameOf, sameTable, type Catalogue, type Column, type Index } from './read-catalogue.ts';
import type { Settings } from './settings.ts';
import type { TableSettings } from './table-settings.ts';

/** A declared table as it is in the database. */
export interface Table {
  /** The name in the settings. */
  readonly label: string;
  /** The name in reports. */
  readonly code: string;
  readonly name: TableName;
  readonly declared: TableSettings;
  readonly joins: readonly Join[];
  readonly columns: ReadonlyMap<string, Column>;
  readonly indexes: readonly Index[];
  readonly primaryKey: readonly string[];
}

/** The declared tables. A table comes after those it is joined to. */
export interface Layout {
  readonly dialect: Dialect;
  readonly tables: readonly Table[];
  /** The order in which rows are erased: a table comes before those that its foreign keys and joins refer to. */
  readonly eraseOrder: readonly Table[];
  /** Tables whose foreign keys refer to each other in a circle; empty when none do. */
  readonly cycle: readonly string[];
}

/** @param catalogue a declared table that is missing in the catalogue gets no columns */
export function layoutOf(
  dialect: Dialect,
  { tables: declared }: Pick<Settings, 'tables'>,
  catalogue: Catalogue,
): Layout {
  const tables = declared.map((one) => tableOf(one, catalogue));
  const byLabel = (label: string) => tables.filter((one) => one.label === label);
  const labels = tables.map(({ label }) => label);
  const joinEdges = tables.flatMap(({ label, joins }) =>
    joins.map(({ to }) => ({ from: label, to })),
  );
  const labelOf = (name: TableName) => tables.find((one) => sameTable(one.name, name))?.label;
  const keyEdges = catalogue.foreignKeys.flatMap(({ from, to }) => {
    const [child, parent] = [labelOf(from), labelOf(to)];
    return child === undefined || parent === undefined ? [] : [{ from: child, to: parent }];
  });
  const { order, cycle } = inDependencyOrder(labels, [...joinEdges, ...keyEdges]);
  return {
    dialect,
    tables: inDependencyOrder(labels, joinEdges).order.flatMap(byLabel),
    eraseOrder: [...order].reverse().flatMap(byLabel),
    cycle,
  };
}

function tableOf(declared: TableSettings, catalogue: Catalogue): Table {
  const name = nameOf(declared.table, catalogue.schema);
  const { columns = new Map<string, Column>(), indexes = [] } = catalogue.table(name) ?? {};
  return {
    label: declared.table,
    code: codeOf(declared.table),
    name,
    declared,
    joins: joinsOf(declared),
    columns,
    indexes,
    primaryKey: indexes.find(({ isPrimary }) => isPrimary)?.columns ?? [],
  };
}

/** The table with its schema, quoted. */
export const from = (
  { quote }: Dialect,
  { name: { schema, table } }: Pick<Table, 'name'>,
): Fragment => sql`${quote(schema)}.${quote(table)}`;

/** Columns, quoted. @param of the name that the statement gives to the table */
export const columnsOf = ({ quote }: Dialect, columns: readonly string[]): Fragment =>
  joined(columns.map(quote), ', ');

/** Are these columns unique together? Then their values lead to one row only. */
export const isUnique = ({ indexes }: Table, columns: readonly string[]): boolean =>
  indexes.some(
    (index) =>
      (index.isPrimary || index.isUnique) && index.columns.every((one) => columns.includes(one)),
  );
