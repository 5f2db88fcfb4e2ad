import driver from 'mssql';
import type { Row } from './database.ts';
import type { OpenDriver } from './driver.ts';
import type { SqlValue } from './fragment.ts';

const isAscii = /^\p{ASCII}*$/u;

/** With a parameter of type nvarchar SQL Server could not use an index on a varchar column. */
function typeOf(value: SqlValue) {
  if (typeof value === 'number') return driver.BigInt();
  if (typeof value === 'boolean') return driver.Bit();
  return value !== null && isAscii.test(value) ? driver.VarChar() : driver.NVarChar();
}

export const openMssql: OpenDriver = ({ connectionString, connections, timeoutSeconds }) => {
  const milliseconds = timeoutSeconds * 1000;
  let opened: Promise<driver.ConnectionPool> | undefined;
  async function open(): Promise<driver.ConnectionPool> {
    const pool = new driver.ConnectionPool({
      ...driver.ConnectionPool.parseConnectionString(connectionString),
      connectionTimeout: milliseconds,
      requestTimeout: milliseconds,
      pool: { max: connections, min: 0, idleTimeoutMillis: 10_000 },
    });
    pool.on('error', () => undefined);
    return pool.connect();
  }
  return {
    async connect() {
      opened ??= open();
      const pool = await opened.catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      let transaction: driver.Transaction | undefined;
      return {
        async query(text, values) {
          const request = transaction ? transaction.request() : pool.request();
          for (const [index, value] of values.entries())
            request.input(`p${String(index + 1)}`, typeOf(value), value);
          const { recordsets, rowsAffected } = await request.query<[Row]>(text);
          // A statement that changes rows has no set of rows in its answer.
          const [rows = []] = Array.isArray(recordsets) ? recordsets : [];
          return { rows, changed: rowsAffected[0] ?? 0 };
        },
        async begin() {
          transaction = pool.transaction();
          // When the connection is lost, the database rolls back. The running statement reports this, so the event needs no action.
          transaction.on('rollback', () => undefined);
          await transaction.begin();
        },
        commit: async () => transaction?.commit(),
        rollback: async () => transaction?.rollback(),
        // Each request, or each transaction, takes a connection of the pool and gives it back.
        release: () => undefined,
      };
    },
  };
};
