import { driverFailure } from './driver-failure.ts';
import type { Dialect } from './database.ts';
import { quotedName, sql, wholeNumber } from './fragment.ts';

/** MySQL and MariaDB. */
export const mysql: Dialect = {
  name: 'mysql',
  quote: (name) => quotedName(name, '`', '`'),
  placeholder: () => '?',
  limit: (rows) => sql`LIMIT ${wholeNumber(rows)}`,
  catalogue: {
    schema: sql`SELECT DATABASE() AS schema_name`,
    columns: (schemas) => sql`
      SELECT table_schema AS schema_name, table_name AS table_name, column_name AS column_name,
        data_type AS data_type, is_nullable AS is_nullable, character_maximum_length AS max_length,
        collation_name AS collation
      FROM information_schema.columns
      WHERE table_schema IN (${schemas})`,
    indexes: (schemas) => sql`
      SELECT table_schema AS schema_name, table_name AS table_name, index_name AS index_name,
        CASE WHEN index_name = 'PRIMARY' THEN 1 ELSE 0 END AS is_primary,
        CASE WHEN non_unique = 0 THEN 1 ELSE 0 END AS is_unique, column_name AS column_name
      FROM information_schema.statistics
      WHERE table_schema IN (${schemas})
      ORDER BY table_schema, table_name, index_name, seq_in_index`,
    foreignKeys: (schemas) => sql`
      SELECT constraint_name AS key_name, table_schema AS schema_name, table_name AS table_name,
        column_name AS column_name, referenced_table_schema AS to_schema, referenced_table_name AS to_table,
        referenced_column_name AS to_column
      FROM information_schema.key_column_usage
      WHERE referenced_table_schema IN (${schemas})
      ORDER BY constraint_name, table_name, ordinal_position`,
  },
  // EXPLAIN needs the rights of the statement that it explains. https://dev.mysql.com/doc/refman/8.4/en/explain.html
  testRight: (right, table, _name, column) => {
    if (right === 'DELETE') return sql`EXPLAIN DELETE FROM ${table} WHERE 1 = 0`;
    if (column === undefined) return sql`EXPLAIN SELECT * FROM ${table} WHERE 1 = 0`;
    const quoted = quotedName(column, '`', '`');
    return sql`EXPLAIN UPDATE ${table} SET ${quoted} = ${quoted} WHERE 1 = 0`;
  },
  failureOf: (error) => driverFailure(error, codes),
};

/** By name. https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
const codes = {
  'credentials-rejected': [
    'ER_ACCESS_DENIED_ERROR',
    'ER_ACCESS_DENIED_NO_PASSWORD_ERROR',
    'ER_MUST_CHANGE_PASSWORD_LOGIN',
  ],
  'permission-missing': [
    'ER_DBACCESS_DENIED_ERROR',
    'ER_TABLEACCESS_DENIED_ERROR',
    'ER_COLUMNACCESS_DENIED_ERROR',
    'ER_SPECIFIC_ACCESS_DENIED_ERROR',
  ],
  misconfigured: [
    'ER_BAD_DB_ERROR',
    'ER_NO_DB_ERROR',
    'ER_NO_SUCH_TABLE',
    'ER_BAD_FIELD_ERROR',
    'ER_OPTION_PREVENTS_STATEMENT',
    'ER_READ_ONLY_MODE',
  ],
  throttled: [
    'ER_LOCK_DEADLOCK',
    'ER_LOCK_WAIT_TIMEOUT',
    'ER_CON_COUNT_ERROR',
    'ER_TOO_MANY_USER_CONNECTIONS',
    'ER_USER_LIMIT_REACHED',
  ],
  unavailable: [
    'ER_SERVER_SHUTDOWN',
    'ER_QUERY_INTERRUPTED',
    'ER_QUERY_TIMEOUT',
    'PROTOCOL_CONNECTION_LOST',
    'PROTOCOL_SEQUENCE_TIMEOUT',
  ],
  // Every foreign key is declared, so this row was added after the rows were counted. The next try counts it.
  'unexpected-answer': ['ER_ROW_IS_REFERENCED_2', 'ER_ROW_IS_REFERENCED'],
  refused: [
    'ER_DUP_ENTRY',
    'ER_BAD_NULL_ERROR',
    'ER_DATA_TOO_LONG',
    'ER_CHECK_CONSTRAINT_VIOLATED',
    'ER_SIGNAL_EXCEPTION',
  ],
} as const;
