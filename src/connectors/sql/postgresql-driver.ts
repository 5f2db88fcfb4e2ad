import { Pool, types } from 'pg';
import type { OpenDriver } from './driver.ts';

/** date, timestamp and timestamptz stay texts: a Date would cut their microseconds. */
const dates = [1082, 1114, 1184];

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
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        dates.includes(oid)
          ? (text: string) => text
          : (types.getTypeParser(oid, format ?? 'text') as (text: string) => unknown),
    },
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
        begin: async () => void (await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')),
        commit: async () => void (await client.query('COMMIT')),
        rollback: async () => void (await client.query('ROLLBACK')),
        release: (isBroken) => client.release(isBroken),
      };
    },
  };
};
