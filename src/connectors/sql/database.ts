import type { SystemFailure } from '../../domain/failure.ts';
import type { Fragment } from './fragment.ts';

/** A row as the driver gives it, by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/** Sends statements on one connection. Every method throws `SystemFailure`. */
export interface Session {
  read(statement: Fragment): Promise<readonly Row[]>;
  /** @returns how many rows the statement changed */
  change(statement: Fragment): Promise<number>;
}

/** A database as the rules see it: neither they nor the statements know the driver. */
export interface Database {
  readonly dialect: Dialect;
  /** Every statement of the work takes effect on its own. */
  readonly run: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  /** All statements of the work take effect, or none. When the work throws, the transaction is rolled back. */
  readonly transaction: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
}

/** What differs between the databases: how statements are written, and what their errors mean. */
export interface Dialect {
  readonly name: 'postgresql' | 'mysql' | 'mssql';
  readonly quote: (name: string) => Fragment;
  readonly placeholder: (number: number) => string;
  /** Ends a statement that has an ORDER BY. */
  readonly limit: (rows: number) => Fragment;
  readonly catalogue: CatalogueStatements;
  /**
   * A statement that fails, or whose only value is 0, when the right is missing. It changes nothing.
   * @param column the column to update; undefined for a right to the whole table
   */
  testRight(
    right: 'SELECT' | 'UPDATE' | 'DELETE',
    table: Fragment,
    name: TableName,
    column?: string,
  ): Fragment;
  failureOf(error: unknown): SystemFailure;
}

export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** The statements that read the catalogue of a database. The columns of their rows are named alike in all dialects. */
export interface CatalogueStatements {
  /** `schema_name`: the schema of a table that is declared without one. */
  readonly schema: Fragment;
  /** `schema_name table_name column_name data_type is_nullable (YES, NO) max_length`, and `collation` where it tells whether case counts */
  columns(schemas: Fragment): Fragment;
  /** `schema_name table_name index_name is_primary is_unique column_name`, by position; `lower(c)` for an index on an expression */
  indexes(schemas: Fragment): Fragment;
  /** `key_name schema_name table_name column_name to_schema to_table to_column`, by position, of the tables that are referred to */
  foreignKeys(schemas: Fragment): Fragment;
}
