import { Pool, TypeOverrides, types } from 'pg';
import type { OpenDriver } from './driver.ts';

const { DATE, TIMESTAMP, TIMESTAMPTZ } = types.builtins;
const parsers = new TypeOverrides();
// A Date would lose their microseconds.
for (const type of [DATE, TIMESTAMP, TIMESTAMPTZ]) parsers.setTypeParser(type, (text) => text);

export const openPostgresql: OpenDriver = ({ connectionString, connections, timeoutSeconds }) => {
  const milliseconds = timeoutSeconds * 1000;
  const pool = new Pool({
    connectionString,
    max: connections,
    connectionTimeoutMillis: milliseconds,
    statement_timeout: milliseconds,
    query_timeout: milliseconds,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    application_name: 'habeas',
    types: parsers,
  });
  // A connection that ends while nobody uses it is replaced. Without these listeners, the event would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return {
    async connect() {
      const client = await pool.connect();
      return {
        async query(text, values) {
          const { rows, rowCount } = await client.query<Record<string, unknown>>(text, [...values]);
          return { rows, changed: rowCount ?? 0 };
        },
        begin: async () => {
          await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
        },
        commit: async () => {
          await client.query('COMMIT');
        },
        rollback: async () => {
          await client.query('ROLLBACK');
        },
        release: (isBroken) => client.release(isBroken),
      };
    },
  };
};
