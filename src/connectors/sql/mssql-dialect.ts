import { driverFailure } from './driver-failure.ts';
import type { Dialect } from './database.ts';
import { quotedName, sql, wholeNumber } from './fragment.ts';

/** SQL Server and Azure SQL. */
export const mssql: Dialect = {
  name: 'mssql',
  quote: (name) => quotedName(name, '[', ']'),
  placeholder: (number) => `@p${number}`,
  limit: (rows) => sql`OFFSET 0 ROWS FETCH NEXT ${wholeNumber(rows)} ROWS ONLY`,
  catalogue: {
    schema: sql`SELECT SCHEMA_NAME() AS schema_name`,
    columns: (schemas) => sql`
      SELECT table_schema AS schema_name, table_name, column_name, data_type, is_nullable,
        CASE WHEN character_maximum_length > 0 THEN character_maximum_length END AS max_length,
        collation_name AS collation
      FROM information_schema.columns
      WHERE table_schema IN (${schemas})`,
    indexes: (schemas) => sql`
      SELECT s.name AS schema_name, t.name AS table_name, i.name AS index_name,
        CAST(i.is_primary_key AS int) AS is_primary, CAST(i.is_unique AS int) AS is_unique, c.name AS column_name
      FROM sys.indexes i
        JOIN sys.tables t ON t.object_id = i.object_id
        JOIN sys.schemas s ON s.schema_id = t.schema_id
        JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.is_included_column = 0
        JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id
      WHERE i.has_filter = 0 AND i.is_disabled = 0 AND s.name IN (${schemas})
      ORDER BY s.name, t.name, i.name, k.key_ordinal`,
    foreignKeys: (schemas) => sql`
      SELECT f.name AS key_name, s.name AS schema_name, t.name AS table_name, c.name AS column_name,
        rs.name AS to_schema, rt.name AS to_table, rc.name AS to_column
      FROM sys.foreign_keys f
        JOIN sys.foreign_key_columns k ON k.constraint_object_id = f.object_id
        JOIN sys.tables t ON t.object_id = f.parent_object_id
        JOIN sys.schemas s ON s.schema_id = t.schema_id
        JOIN sys.columns c ON c.object_id = t.object_id AND c.column_id = k.parent_column_id
        JOIN sys.tables rt ON rt.object_id = f.referenced_object_id
        JOIN sys.schemas rs ON rs.schema_id = rt.schema_id
        JOIN sys.columns rc ON rc.object_id = rt.object_id AND rc.column_id = k.referenced_column_id
      WHERE rs.name IN (${schemas})
      ORDER BY f.name, t.name, k.constraint_column_id`,
  },
  // https://learn.microsoft.com/sql/t-sql/functions/has-perms-by-name-transact-sql
  testRight: (right, _table, { schema, table }, column) => {
    const name = sql`QUOTENAME(${schema}) + '.' + QUOTENAME(${table})`;
    if (column === undefined)
      return sql`SELECT HAS_PERMS_BY_NAME(${name}, 'OBJECT', ${right}) AS has_right`;
    return sql`SELECT HAS_PERMS_BY_NAME(${name}, 'OBJECT', ${right}, ${column}, 'COLUMN') AS has_right`;
  },
  failureOf: (error) => driverFailure(error, codes),
};

/**
 * By the number of the error, or by the driver's own code.
 * https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
 */
const codes = {
  'credentials-rejected': ['18456', '18452', '18470', '18487', '18488', 'ELOGIN'],
  'permission-missing': ['229', '230', '262', '297', '300', '916'],
  misconfigured: ['207', '208', '4060', '911', '3906'],
  throttled: ['1205', '1222', '3960', '10928', '10929', '40501', '49918', '49919', '49920'],
  unavailable: [
    '40613',
    '40197',
    '40143',
    '4221',
    '6005',
    '9001',
    'ETIMEOUT',
    'ESOCKET',
    'ECONNCLOSED',
  ],
  // Every foreign key is declared, so this row was added after the rows were counted. The next try counts it.
  'unexpected-answer': ['547'],
  refused: ['515', '2601', '2627', '2628', '8152', '50000'],
} as const;
