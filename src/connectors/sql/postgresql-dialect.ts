import { driverFailure } from './driver-failure.ts';
import type { Dialect } from './database.ts';
import { quotedName, sql, wholeNumber } from './fragment.ts';

// The catalogue of PostgreSQL itself: information_schema hides keys from a role that only owns rights to read.
// https://www.postgresql.org/docs/current/infoschema-table-constraints.html
export const postgresql: Dialect = {
  name: 'postgresql',
  quote: (name) => quotedName(name, '"', '"'),
  placeholder: (number) => `$${number}`,
  limit: (rows) => sql`LIMIT ${wholeNumber(rows)}`,
  catalogue: {
    schema: sql`SELECT current_schema() AS schema_name`,
    columns: (schemas) => sql`
      SELECT n.nspname AS schema_name, c.relname AS table_name, a.attname AS column_name,
        COALESCE(b.typname, t.typname) AS data_type,
        CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END AS is_nullable,
        CASE WHEN t.typname IN ('varchar', 'bpchar') AND a.atttypmod > 4 THEN a.atttypmod - 4 END AS max_length
      FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_type b ON b.oid = t.typbasetype
      WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname IN (${schemas})`,
    indexes: (schemas) => sql`
      SELECT n.nspname AS schema_name, c.relname AS table_name, i.relname AS index_name,
        CASE WHEN x.indisprimary THEN 1 ELSE 0 END AS is_primary,
        CASE WHEN x.indisunique THEN 1 ELSE 0 END AS is_unique,
        COALESCE(a.attname, pg_get_indexdef(x.indexrelid, k.position, false)) AS column_name
      FROM pg_index x
        JOIN pg_class c ON c.oid = x.indrelid
        JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL generate_series(1, x.indnkeyatts::int) AS k (position)
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND a.attnum = x.indkey[k.position - 1]
      WHERE x.indisvalid AND x.indpred IS NULL AND n.nspname IN (${schemas})
      ORDER BY i.relname, k.position`,
    foreignKeys: (schemas) => sql`
      SELECT f.conname AS key_name, n.nspname AS schema_name, c.relname AS table_name, a.attname AS column_name,
        tn.nspname AS to_schema, tc.relname AS to_table, ta.attname AS to_column
      FROM pg_constraint f
        JOIN pg_class c ON c.oid = f.conrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class tc ON tc.oid = f.confrelid
        JOIN pg_namespace tn ON tn.oid = tc.relnamespace
        CROSS JOIN LATERAL unnest(f.conkey, f.confkey) WITH ORDINALITY AS k (source, target, position)
        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.source
        JOIN pg_attribute ta ON ta.attrelid = f.confrelid AND ta.attnum = k.target
      WHERE f.contype = 'f' AND f.conparentid = 0 AND tn.nspname IN (${schemas})
      ORDER BY f.conname, c.relname, k.position`,
  },
  // PostgreSQL checks rights before it plans. EXPLAIN does not carry out the statement, so no trigger fires.
  testRight: (right, table, _name, column) => {
    if (right === 'DELETE') return sql`EXPLAIN DELETE FROM ${table} WHERE 1 = 0`;
    if (column === undefined) return sql`EXPLAIN SELECT * FROM ${table} WHERE 1 = 0`;
    const quoted = quotedName(column, '"', '"');
    return sql`EXPLAIN UPDATE ${table} SET ${quoted} = ${quoted} WHERE 1 = 0`;
  },
  failureOf: (error) => driverFailure(error, codes),
};

/** By SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const codes = {
  'credentials-rejected': ['28000', '28P01'],
  'permission-missing': ['42501'],
  misconfigured: ['3D000', '3F000', '42P01', '42703', '42883', '25006'],
  throttled: ['40001', '40P01', '53000', '53100', '53200', '53300', '55P03'],
  unavailable: [
    '57014',
    '57P01',
    '57P02',
    '57P03',
    '57P05',
    '08000',
    '08003',
    '08006',
    '08P01',
    '25P03',
  ],
  // Every foreign key is declared, so this row was added after the rows were counted. The next try counts it.
  'unexpected-answer': ['23503'],
  refused: ['23001', '23502', '23505', '23514', '23P01', '22001', 'P0001', '42809'],
} as const;
