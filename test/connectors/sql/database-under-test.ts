import { Client } from 'pg';
import sqlConnector from '../../../src/connectors/sql/connector.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import type { Identifier, KnownIdentifier } from '../../../src/domain/identifier.ts';
import type { RecordRef } from '../../../src/domain/match.ts';
import type { SystemAccess } from '../../../src/ports/system-access.ts';
import { startPostgres, type Postgres } from '../../support/postgres.ts';

let server: Postgres;
let admin: Client;
let number = 0;

/** A server makes its files first, which takes long on a busy machine. */
const patience = 120_000;

beforeAll(async () => {
  server = await startPostgres();
  admin = new Client({ connectionString: server.connectionString });
  await admin.connect();
}, patience);
afterAll(async () => {
  await admin.end();
  await server.stop();
});

export const system = systemIdOf('shop');

export const given = (...identifiers: readonly Identifier[]): KnownIdentifier[] =>
  identifiers.map((identifier) => ({ identifier, trust: 'given', source: 'request' }));

export const intent = { begunAt: '2026-01-01T00:00:00Z', repeated: false, since: null };

/** A schema of its own for one test. */
export interface TestDatabase {
  open(
    settings: Readonly<Record<string, unknown>>,
    /** `user`: a name, or name and password with a colon between. */
    options?: { readonly now?: () => Date; readonly user?: string },
  ): SystemAccess;
  /** A statement of the superuser. */
  query(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** How many rows each table has. */
  rows(...tables: readonly string[]): Promise<Record<string, number>>;
  /** Another session of the superuser. */
  session(): Promise<Client>;
}

/** @param ddl makes the tables, and may fill them */
export async function databaseWith(ddl: string): Promise<TestDatabase> {
  number += 1;
  const schema = `shop${String(number)}`;
  const optionsOf = (user: string) => {
    const url = new URL(server.connectionString);
    const [name = '', password] = user.split(':');
    url.username = name;
    if (password !== undefined) url.password = password;
    url.searchParams.set('options', `-c search_path=${schema}`);
    return url.href;
  };
  const query: TestDatabase['query'] = async (text, values = []) => {
    await admin.query(`SET search_path TO ${schema}`);
    const { rows } = await admin.query<Record<string, unknown>>(text, [...values]);
    return rows;
  };
  await admin.query(`CREATE SCHEMA ${schema}`);
  await query(ddl);
  return {
    query,
    open: (settings, { now = () => new Date('2026-06-01T12:00:00Z'), user = 'postgres' } = {}) =>
      sqlConnector.open({
        id: system,
        settings: { dialect: 'postgresql', timeoutSeconds: 10, ...settings },
        secrets: { connectionString: optionsOf(user) },
        now,
      }),
    async rows(...tables) {
      const counts: Record<string, number> = {};
      for (const table of tables) {
        const [row] = await query(`SELECT COUNT(*)::int AS count FROM ${table}`);
        counts[table] = Number(row?.['count']);
      }
      return counts;
    },
    async session() {
      const client = new Client({ connectionString: optionsOf('postgres') });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
  };
}

/** The record that is found by the identifiers, which must be the only one. */
export async function recordBy(
  access: SystemAccess,
  ...identifiers: readonly Identifier[]
): Promise<RecordRef> {
  const { hits } = await access.find(given(...identifiers));
  const [hit] = hits;
  const others = hits.filter(({ record }) => record.id !== hit?.record.id);
  if (!hit || others.length > 0) throw new Error('one record was expected');
  return hit.record;
}
