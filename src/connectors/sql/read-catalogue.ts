import type { Dialect, Row, Session, TableName } from './database.ts';
import { listOf } from './fragment.ts';

/** The types of columns that the rules distinguish. */
export type ColumnType = 'text' | 'integer' | 'uuid' | 'date' | 'other';

export interface Column {
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** In characters; null: without a limit. */
  readonly maxLength: number | null;
  /** Does a comparison treat `A` and `a` as equal? */
  readonly ignoresCase: boolean;
}

export interface Index {
  readonly isPrimary: boolean;
  readonly isUnique: boolean;
  /** The columns in the order of the index. An expression is written as the database writes it. */
  readonly columns: readonly string[];
}

export interface ForeignKey {
  readonly from: TableName;
  readonly columns: readonly string[];
  readonly to: TableName;
  readonly toColumns: readonly string[];
}

export interface CatalogueTable {
  readonly columns: ReadonlyMap<string, Column>;
  readonly indexes: readonly Index[];
}

/** What the database says about its tables. */
export interface Catalogue {
  /** The schema of tables that are named without one. */
  readonly schema: string;
  table(name: TableName): CatalogueTable | undefined;
  readonly foreignKeys: readonly ForeignKey[];
}

/** The names that the dialects give to types of columns. */
const typeNames: Readonly<Record<Exclude<ColumnType, 'other'>, string>> = {
  text: 'text varchar bpchar char name citext nvarchar nchar tinytext mediumtext longtext',
  integer: 'int int2 int4 int8 integer bigint smallint mediumint tinyint',
  uuid: 'uuid uniqueidentifier',
  date: 'date timestamp timestamptz datetime datetime2 smalldatetime datetimeoffset',
};

/** @param schemas the schemas that the settings name; the schema of the connection is added */
export async function readCatalogue(
  { catalogue }: Dialect,
  session: Session,
  schemas: readonly string[],
): Promise<Catalogue> {
  const [own] = await session.read(catalogue.schema);
  const schema = textIn(own ?? {}, 'schema_name');
  const all = listOf([...new Set([schema, ...schemas])]);
  const columns = await session.read(catalogue.columns(all));
  const indexes = await session.read(catalogue.indexes(all));
  const keys = await session.read(catalogue.foreignKeys(all));
  const tables = new Map<string, { columns: Map<string, Column>; indexes: readonly Index[] }>();
  for (const row of columns) {
    const key = keyOf(tableIn(row));
    const table = tables.get(key) ?? { columns: new Map<string, Column>(), indexes: [] };
    tables.set(key, table);
    table.columns.set(textIn(row, 'column_name'), columnOf(row));
  }
  for (const [name, rows] of groupedBy(indexes, (row) => keyOf(tableIn(row)))) {
    const table = tables.get(name);
    if (table) table.indexes = indexesOf(rows);
  }
  return { schema, table: (name) => tables.get(keyOf(name)), foreignKeys: foreignKeysOf(keys) };
}

export const sameTable = (one: TableName, other: TableName): boolean => keyOf(one) === keyOf(other);

/** The table that the settings name, in the schema of the connection when they name none. */
export function nameOf(label: string, schema: string): TableName {
  const dot = label.indexOf('.');
  if (dot < 0) return { schema, table: label };
  return { schema: label.slice(0, dot), table: label.slice(dot + 1) };
}

const keyOf = ({ schema, table }: TableName) => JSON.stringify([schema, table]);

const tableIn = (row: Row, prefix: '' | 'to_' = ''): TableName =>
  prefix === ''
    ? { schema: textIn(row, 'schema_name'), table: textIn(row, 'table_name') }
    : { schema: textIn(row, 'to_schema'), table: textIn(row, 'to_table') };

function columnOf(row: Row): Column {
  const { max_length: length } = row;
  const type = textIn(row, 'data_type').toLowerCase();
  return {
    type: typeNamed(type),
    nullable: textIn(row, 'is_nullable') === 'YES',
    maxLength: length === null || length === undefined ? null : Number(length),
    ignoresCase: /_ci(_|$)/i.test(textIn(row, 'collation')) || type === 'citext',
  };
}

function typeNamed(name: string): ColumnType {
  const types = ['text', 'integer', 'uuid', 'date'] as const;
  return types.find((type) => typeNames[type].split(' ').includes(name)) ?? 'other';
}

function indexesOf(rows: readonly Row[]): Index[] {
  return [...groupedBy(rows, (row) => textIn(row, 'index_name')).values()].map((own) => ({
    isPrimary: Number(own[0]?.['is_primary']) === 1,
    isUnique: Number(own[0]?.['is_unique']) === 1,
    columns: own.map((row) => textIn(row, 'column_name')),
  }));
}

function foreignKeysOf(rows: readonly Row[]): ForeignKey[] {
  const named = (row: Row) => JSON.stringify([textIn(row, 'key_name'), tableIn(row)]);
  return [...groupedBy(rows, named).values()].flatMap((own): ForeignKey[] => {
    const [first] = own;
    if (!first) return [];
    return [
      {
        from: tableIn(first),
        columns: own.map((row) => textIn(row, 'column_name')),
        to: tableIn(first, 'to_'),
        toColumns: own.map((row) => textIn(row, 'to_column')),
      },
    ];
  });
}

function groupedBy(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

const textIn = (row: Row, name: string): string => {
  const value = row[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
