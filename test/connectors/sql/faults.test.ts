import sqlConnector from '../../../src/connectors/sql/connector.ts';
import { until } from '../../support/until.ts';
import { databaseWith, intent, recordBy, system, given } from './database-under-test.ts';
import { kanarina, shopSettings, shopTables } from './shop.ts';

const everything = ['customers', 'orders', 'order_lines', 'gifts', 'invoices'] as const;
const waiting = `SELECT pid FROM pg_stat_activity
  WHERE application_name = 'habeas' AND wait_event_type = 'Lock' AND wait_event = 'advisory'`;

/** A commit that waits until the lock is free: the trigger runs when the transaction is about to commit. */
const slowCommit = `
  CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_advisory_xact_lock(17); RETURN NULL; END';
  CREATE CONSTRAINT TRIGGER slow AFTER DELETE ON orders DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION wait();`;

test('killed between DELETE and commit, nothing is half done, and the next try does all of it', async () => {
  const shop = await databaseWith(shopTables + slowCommit);
  const access = shop.open(shopSettings);
  const record = await recordBy(access, kanarina.account);
  const before = await shop.rows(...everything);
  await shop.query('SELECT pg_advisory_lock(17)');
  const failed = expect(access.erase(record, intent)).rejects.toMatchObject({
    code: 'unavailable',
  });
  const pid = await until('the commit waits', async () => (await shop.query(waiting))[0]?.['pid']);
  await shop.query('SELECT pg_terminate_backend($1)', [pid]);
  await failed;
  await shop.query('SELECT pg_advisory_unlock(17)');
  expect(await shop.rows(...everything)).toEqual(before);
  expect(await access.verify(record, intent.begunAt)).toMatchObject({ kind: 'present' });
  await access.erase(record, { ...intent, repeated: true });
  expect(await access.verify(record, intent.begunAt)).toMatchObject({ kind: 'gone' });
});

test('when the answer to the commit is lost, the next try changes nothing', async () => {
  const shop = await databaseWith(shopTables);
  const access = shop.open(shopSettings);
  const record = await recordBy(access, kanarina.account);
  await access.erase(record, intent);
  const after = await shop.query('SELECT * FROM customers ORDER BY id');
  const restarted = shop.open(shopSettings);
  expect(await restarted.erase(record, { ...intent, repeated: true })).toEqual({ kind: 'done' });
  expect(await shop.query('SELECT * FROM customers ORDER BY id')).toEqual(after);
});

test('a deadlock is tried again, and a trigger that keeps rows is not believed', async () => {
  const shop = await databaseWith(`${shopTables}
    CREATE FUNCTION deadlock() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN RAISE EXCEPTION USING ERRCODE = ''40P01'', MESSAGE = ''Kanarina''; END';
    CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER t BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION deadlock();`);
  const access = shop.open(shopSettings);
  const record = await recordBy(access, kanarina.account);
  await expect(access.erase(record, intent)).rejects.toMatchObject({
    code: 'throttled',
    message: 'the database answered 40P01',
  });
  await shop.query(`DROP TRIGGER t ON orders;
    CREATE TRIGGER t BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION keep()`);
  await expect(access.erase(record, intent)).rejects.toMatchObject({
    code: 'unexpected-answer',
    message: 'another number of rows was changed than found',
  });
  expect(await shop.rows('order_lines', 'gifts')).toEqual({ order_lines: 3, gifts: 2 });
});

test('rows that are back after the commit are not believed to be gone', async () => {
  const shop = await databaseWith(`${shopTables}
    CREATE FUNCTION undelete() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN INSERT INTO gifts VALUES (OLD.*); RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER t AFTER DELETE ON gifts DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION undelete();
    ALTER TABLE gifts DROP CONSTRAINT gifts_order_id_line_fkey`);
  const access = shop.open(shopSettings);
  const record = await recordBy(access, kanarina.account);
  await expect(access.erase(record, intent)).rejects.toMatchObject({
    code: 'unexpected-answer',
    message: 'deleted rows are still there',
  });
});

test('when a row has gone in the meantime, the rows joined to it by its key or its primary key are still erased', async () => {
  const db = await databaseWith(`
    CREATE TABLE people (id int PRIMARY KEY, object_id text UNIQUE);
    CREATE TABLE orders (id int PRIMARY KEY, person int);
    CREATE TABLE visits (id int PRIMARY KEY, account text);
    INSERT INTO people VALUES (1, 'oid-1');
    INSERT INTO orders VALUES (10, 1), (20, 2);
    INSERT INTO visits VALUES (10, 'oid-1'), (20, 'oid-2')`);
  const access = db.open({
    tables: [
      { table: 'people', keys: [{ kind: 'objectId', column: 'object_id' }], rows: 'delete' },
      { table: 'orders', joins: [{ person: 'people.id' }], rows: 'delete' },
      { table: 'visits', joins: [{ account: 'people.object_id' }], rows: 'delete' },
    ],
  });
  const record = await recordBy(access, { kind: 'account', system, objectId: 'oid-1' });
  await db.query('DELETE FROM people');
  expect(await access.verify(record, intent.begunAt)).toMatchObject({
    kind: 'present',
    left: { people: 0, orders: 1, visits: 1 },
  });
  await access.erase(record, intent);
  expect(await access.verify(record, intent.begunAt)).toMatchObject({ kind: 'gone' });
  expect(await db.rows('orders', 'visits')).toEqual({ orders: 1, visits: 1 });
});

test('a statement that takes too long is given up, and the system counts as unavailable', async () => {
  const shop = await databaseWith(shopTables);
  const access = shop.open({ ...shopSettings, timeoutSeconds: 0.5 });
  const record = await recordBy(access, kanarina.account);
  const session = await shop.session();
  await session.query('BEGIN; LOCK TABLE invoices');
  await expect(access.verify(record, intent.begunAt)).rejects.toMatchObject({
    code: 'unavailable',
  });
  await session.query('ROLLBACK');
  expect(await access.verify(record, intent.begunAt)).toMatchObject({ kind: 'present' });
  await session.end();
});

test('a wrong password, a missing database and a server that is down each have their own code', async () => {
  const shop = await databaseWith(shopTables);
  const [{ port } = {}] = await shop.query(`SELECT current_setting('port') AS port`);
  const at = (target: string) =>
    sqlConnector.open({
      id: system,
      settings: { dialect: 'postgresql', ...shopSettings },
      secrets: { connectionString: `postgresql://${target}` },
      now: () => new Date(),
    });
  const asked = given(kanarina.email);
  const [wrong, none, away] = [
    at(`postgres:wrong@127.0.0.1:${String(port)}/postgres`),
    at(`postgres:postgres@127.0.0.1:${String(port)}/none`),
    at('postgres:postgres@127.0.0.1:1/none'),
  ];
  await expect(wrong.find(asked)).rejects.toMatchObject({ code: 'credentials-rejected' });
  await expect(none.find(asked)).rejects.toMatchObject({ code: 'misconfigured' });
  await expect(away.find(asked)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await away.probe()).toMatchObject({ reachable: false });
});
