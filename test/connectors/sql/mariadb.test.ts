import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import sqlConnector from '../../../src/connectors/sql/connector.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import type { Identifier, KnownIdentifier } from '../../../src/domain/identifier.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { until } from '../../support/until.ts';
import { installedMariadb, startMariadb, type Mariadb } from '../../support/mariadb.ts';

// Runs only where MariaDB is installed. The tests of PostgreSQL run everywhere and are complete.
const where = installedMariadb === undefined ? describe.skip : describe;
const system = systemIdOf('shop');
const intent = { begunAt: '2026-01-01T00:00:00Z', repeated: false, since: null };
const given = (...identifiers: readonly Identifier[]): KnownIdentifier[] =>
  identifiers.map((identifier) => ({ identifier, trust: 'given', source: 'request' }));

const tables = `
  CREATE DATABASE shop CHARACTER SET utf8mb4;
  USE shop;
  CREATE TABLE customers (id bigint PRIMARY KEY, object_id char(36) UNIQUE, email varchar(200) NOT NULL UNIQUE,
    first_name varchar(100), last_name varchar(100), created_at datetime(6) DEFAULT '2020-01-02 03:04:05.123456');
  CREATE TABLE orders (id int PRIMARY KEY, customer_id bigint NOT NULL, note text,
    FOREIGN KEY (customer_id) REFERENCES customers (id));
  CREATE TABLE order_lines (order_id int, line int, article varchar(100), PRIMARY KEY (order_id, line),
    FOREIGN KEY (order_id) REFERENCES orders (id));
  CREATE TABLE invoices (id int PRIMARY KEY, customer_id bigint NOT NULL, issued_on date, recipient varchar(200),
    FOREIGN KEY (customer_id) REFERENCES customers (id));
  INSERT INTO customers (id, object_id, email, first_name, last_name) VALUES
    (9007199254740993, '5d1a0c2e-0000-4000-8000-000000000001', 'Kanarina@example.org', 'Kanarina', 'Vogelsang'),
    (2, '5d1a0c2e-0000-4000-8000-000000000002', 'other@example.org', 'Olaf', 'Otter');
  INSERT INTO orders VALUES (10, 9007199254740993, 'ring'), (20, 2, 'for Olaf');
  INSERT INTO order_lines SELECT 10, seq, 'seeds' FROM seq_1_to_1203;
  INSERT INTO order_lines VALUES (20, 1, 'fish');
  INSERT INTO invoices VALUES (100, 9007199254740993, '2015-03-01', 'K'), (101, 9007199254740993, '2024-05-05', 'K');
  CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'a-password';
  GRANT SELECT ON shop.* TO reader@'127.0.0.1';
  GRANT DELETE ON shop.orders TO reader@'127.0.0.1';
  GRANT UPDATE (email) ON shop.customers TO reader@'127.0.0.1'`;

const settings = {
  dialect: 'mysql',
  tables: [
    {
      table: 'customers',
      keys: [
        { kind: 'objectId', column: 'object_id' },
        { kind: 'email', column: 'email', trusted: true },
        { kind: 'id', column: 'id' },
      ],
      name: { given: 'first_name', surname: 'last_name' },
      rows: 'stay',
      columns: {
        object_id: 'null',
        email: 'pseudonymise',
        first_name: 'null',
        last_name: 'null',
        created_at: 'keep',
      },
    },
    { table: 'orders', joins: [{ customer_id: 'customers.id' }], rows: 'delete' },
    { table: 'order_lines', joins: [{ order_id: 'orders.id' }], rows: 'delete' },
    {
      table: 'invoices',
      joins: [{ customer_id: 'customers.id' }],
      rows: {
        retain: { reason: 'tax', law: '§ 147 AO', until: { after: 'P8Y', column: 'issued_on' } },
      },
    },
  ],
};

/** A server makes its files first, which takes long on a busy machine. */
const patience = 120_000;

where('on MariaDB', () => {
  let server: Mariadb;
  let admin: Connection;
  beforeAll(async () => {
    server = await startMariadb(installedMariadb ?? '');
    admin = await createConnection({ uri: server.connectionString, multipleStatements: true });
    await admin.query(tables);
  }, patience);
  afterAll(async () => {
    await admin.end();
    await server.stop();
  });

  const open = (user = 'root') =>
    sqlConnector.open({
      id: system,
      settings,
      secrets: { connectionString: `${server.connectionString.replace('root', user)}/shop` },
      now: () => new Date('2026-06-01T12:00:00Z'),
    });

  test('a healthy database has no problems, and missing rights are named', async () => {
    expect(await open().probe()).toEqual({ reachable: true, problems: [] });
    const { problems } = await open('reader:a-password').probe();
    expect(problems.map(({ what }) => what.replace(/ER_\w+/, 'ER'))).toEqual([
      'update customers.object_id: permission-missing (the database answered ER)',
      'update customers.first_name: permission-missing (the database answered ER)',
      'update customers.last_name: permission-missing (the database answered ER)',
      'delete invoices: permission-missing (the database answered ER)',
      'delete order_lines: permission-missing (the database answered ER)',
    ]);
    const wrong = open('reader:wrong').find(given({ kind: 'email', value: 'a@example.org' }));
    await expect(wrong).rejects.toMatchObject({ code: 'credentials-rejected' });
  });

  test('hostile identifiers find nobody', async () => {
    for (const value of [`' OR '1'='1`, `\\'; DROP TABLE customers; --`, '%', '\0', '1e3', '"'])
      expect(
        (await open().find(given({ kind: 'email', value }, { kind: 'record', system, id: value })))
          .hits,
      ).toEqual([]);
  });

  test('a person is found, exported, erased and read back', async () => {
    const access = open();
    const { hits } = await access.find(given({ kind: 'email', value: 'kanarina@EXAMPLE.org' }));
    expect(hits).toMatchObject([{ join: 'address', name: { given: 'Kanarina' } }]);
    const [hit] = hits;
    if (!hit) throw new Error('a hit was expected');
    const items: unknown[] = [];
    const sink = sinkOf({ write: (_part, item) => Promise.resolve(void items.push(item)) });
    expect(await access.export(hit.record, sink)).toEqual({
      customers: 1,
      orders: 1,
      'order-lines': 1203,
      invoices: 2,
    });
    expect(items[0]).toMatchObject({
      id: '9007199254740993',
      created_at: '2020-01-02 03:04:05.123456',
    });
    await access.erase(hit.record, intent);
    expect(await access.verify(hit.record, intent.begunAt)).toMatchObject({
      kind: 'gone',
      residuals: [{ what: 'invoices', until: '2032-05-05T23:59:59.999Z' }],
    });
    const [rows] = await admin.query('SELECT * FROM shop.customers WHERE id <> 2');
    expect(rows).toMatchObject([
      { object_id: null, first_name: null, email: expect.stringMatching(/^erased-/) as string },
    ]);
    const [left] = await admin.query('SELECT order_id FROM shop.order_lines');
    expect(left).toEqual([{ order_id: 20 }]);
    await access.erase(hit.record, { ...intent, repeated: true });
  });

  test('a connection that is lost before the commit changes nothing', async () => {
    const access = open();
    const { hits } = await access.find(given({ kind: 'record', system, id: '2' }));
    await admin.query('LOCK TABLES shop.customers READ');
    const erased = expect(access.erase(hits[0]!.record, intent)).rejects.toMatchObject({
      code: 'unavailable',
    });
    const waiting = `SELECT id FROM information_schema.processlist WHERE state LIKE '%metadata lock%'`;
    const id = await until('the erasure waits', async () => {
      const [rows] = await admin.query<RowDataPacket[]>(waiting);
      return rows[0]?.['id'] as number | undefined;
    });
    await admin.query(`KILL ${String(id)}`);
    await erased;
    await admin.query('UNLOCK TABLES');
    const [left] = await admin.query('SELECT order_id FROM shop.order_lines');
    expect(left).toEqual([{ order_id: 20 }]);
    await access.erase(hits[0]!.record, { ...intent, repeated: true });
    expect(await access.verify(hits[0]!.record, intent.begunAt)).toMatchObject({ kind: 'gone' });
  });
});
