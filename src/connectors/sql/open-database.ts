import { isTransient } from '../../domain/failure.ts';
import { underWay } from '../../ports/caller.ts';
import { atMost } from '../kit/at-most.ts';
import type { Database, Dialect, Session } from './database.ts';
import type { Connection, Driver, DriverOptions, OpenDriver } from './driver.ts';
import { textOf, type Fragment } from './fragment.ts';
import { mssql } from './mssql-dialect.ts';
import { mysql } from './mysql-dialect.ts';
import { postgresql } from './postgresql-dialect.ts';

// A driver is loaded when a database of its dialect is called first: most services have one dialect, and many have none.
const kinds: Record<Dialect['name'], { dialect: Dialect; load: () => Promise<OpenDriver> }> = {
  postgresql: {
    dialect: postgresql,
    load: async () => (await import('./postgresql-driver.ts')).openPostgresql,
  },
  mysql: { dialect: mysql, load: async () => (await import('./mysql-driver.ts')).openMysql },
  mssql: { dialect: mssql, load: async () => (await import('./mssql-driver.ts')).openMssql },
};

/** Nothing is connected until the first call. */
export function openDatabase(name: Dialect['name'], options: DriverOptions): Database {
  const { dialect, load } = kinds[name];
  let driver: Promise<Driver> | undefined;
  return databaseOn(dialect, options.connections, () => {
    driver ??= load().then((open) => open(options));
    return driver;
  });
}

/** @param driverOf must return the same driver each time */
export function databaseOn(
  dialect: Dialect,
  connections: number,
  driverOf: () => Promise<Driver>,
): Database {
  const inTurn = atMost(connections);

  function connected<T>(work: (connection: Guarded) => Promise<T>): Promise<T> {
    return inTurn(() =>
      underWay(async () => {
        const connection = await guarded(dialect, driverOf);
        try {
          return await work(connection);
        } finally {
          connection.release();
        }
      }),
    );
  }

  return {
    dialect,
    run: (work) => connected(({ session }) => work(session)),
    transaction: (work) =>
      connected(async ({ session, tell }) => {
        await tell((connection) => connection.begin());
        try {
          const result = await work(session);
          await tell((connection) => connection.commit());
          return result;
        } catch (error) {
          // When the connection is lost, the database rolls back by itself.
          await tell((connection) => connection.rollback()).catch(() => undefined);
          throw error;
        }
      }),
  };
}

/** A connection whose errors are failures. */
interface Guarded {
  readonly session: Session;
  readonly tell: <T>(call: (connection: Connection) => Promise<T>) => Promise<T>;
  release(): void;
}

async function guarded(dialect: Dialect, driverOf: () => Promise<Driver>): Promise<Guarded> {
  const driver = await driverOf();
  const connection = await driver.connect().catch((error: unknown) => {
    throw dialect.failureOf(error);
  });
  let isBroken = false;
  async function tell<T>(call: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await call(connection);
    } catch (error) {
      const failure = dialect.failureOf(error);
      // After an error that the database answered, the connection can be used again. Without an answer, its state is unknown.
      isBroken ||= isTransient(failure.code);
      throw failure;
    }
  }
  const send = (statement: Fragment) =>
    tell(({ query }) =>
      query(
        textOf(statement, (number) => dialect.placeholder(number)),
        statement.values,
      ),
    );
  return {
    session: {
      read: async (statement) => (await send(statement)).rows,
      change: async (statement) => (await send(statement)).changed,
    },
    tell,
    release: () => connection.release(isBroken),
  };
}
