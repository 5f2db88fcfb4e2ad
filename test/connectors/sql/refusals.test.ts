import type { RecordRef } from '../../../src/domain/match.ts';
import { databaseWith, given, intent, recordBy } from './database-under-test.ts';
import { kanarina, shopSettings, shopTables } from './shop.ts';

const record: RecordRef = {
  kind: 'people',
  id: '{"row":{"id":"1"},"keys":{"email":"a@example.org"}}',
};
const people = (more: object = {}) => ({
  table: 'people',
  keys: [{ kind: 'email', column: 'email', trusted: true }],
  rows: 'delete',
  ...more,
});
const byEmail = 'CREATE INDEX ON people (LOWER(email));';

test('an erasure of too many rows is refused before the first statement', async () => {
  const shop = await databaseWith(shopTables);
  const access = shop.open({ ...shopSettings, maxRowsPerPerson: 7 });
  const found = await recordBy(access, kanarina.account);
  await expect(access.erase(found, intent)).rejects.toMatchObject({
    code: 'refused',
    message: 'more than 7 rows belong to one record',
  });
  expect(await shop.rows('orders', 'order_lines')).toEqual({ orders: 3, order_lines: 3 });
  const enough = shop.open({ ...shopSettings, maxRowsPerPerson: 8 });
  expect(await enough.erase(found, intent)).toEqual({ kind: 'done' });
});

test('a row that no longer carries a key of the person is refused', async () => {
  const db = await databaseWith(`CREATE TABLE people (id int PRIMARY KEY, email text); ${byEmail}
    INSERT INTO people VALUES (1, 'a@example.org')`);
  const access = db.open({ tables: [people()] });
  expect(await recordBy(access, { kind: 'email', value: 'a@example.org' })).toEqual(record);
  await db.query(`UPDATE people SET email = 'somebody.else@example.org'`);
  await expect(access.erase(record, intent)).rejects.toMatchObject({ code: 'refused' });
  expect(await db.rows('people')).toEqual({ people: 1 });
});

test('an identifier that hundreds of rows carry identifies nobody', async () => {
  const db = await databaseWith(`CREATE TABLE people (id int PRIMARY KEY, email text); ${byEmail}
    INSERT INTO people SELECT n, 'none@example.org' FROM generate_series(1, 301) n`);
  const answer = await db
    .open({ tables: [people()] })
    .find(given({ kind: 'email', value: 'none@example.org' }));
  expect(answer).toMatchObject({
    hits: [],
    searched: [],
    notSearched: [{ what: 'email-in-people', why: 'refused' }],
  });
});

const columns = { email: 'null', name: 'keep' };

/** Tables, settings that contradict them, and what the probe names. */
const contradictions: readonly [string, string, object, string][] = [
  ['a missing table', 'SELECT 1', { tables: [people()] }, 'table people is missing'],
  [
    'a missing column',
    `CREATE TABLE people (id int PRIMARY KEY, mail text)`,
    { tables: [people()] },
    'column people.email is missing',
  ],
  [
    'a table without a primary key',
    `CREATE TABLE people (id int, email text); ${byEmail}`,
    { tables: [people()] },
    'table people has no primary key',
  ],
  [
    'a key of the wrong type',
    `CREATE TABLE people (id int PRIMARY KEY, email int)`,
    { tables: [people()] },
    'column people.email has the wrong type for the key email',
  ],
  [
    'null in a column that is NOT NULL',
    `CREATE TABLE people (id int PRIMARY KEY, email text, name text NOT NULL); ${byEmail}`,
    { tables: [people({ rows: 'stay', columns: { email: 'null', name: 'null' } })] },
    'people.name is NOT NULL',
  ],
  [
    'a pseudonym in a number',
    `CREATE TABLE people (id int PRIMARY KEY, email text, name int); ${byEmail}`,
    { tables: [people({ rows: 'stay', columns: { email: 'null', name: 'pseudonymise' } })] },
    'people.name cannot take a pseudonym',
  ],
  [
    'a column of a row that stays, about which nothing is declared',
    `CREATE TABLE people (id int PRIMARY KEY, email text, name text, born date); ${byEmail}`,
    { tables: [people({ rows: 'stay', columns })] },
    'rows of people stay, and nothing is declared about born',
  ],
  [
    'a key that would find the emptied row again',
    `CREATE TABLE people (id int PRIMARY KEY, email text, name text, no text); ${byEmail}`,
    {
      tables: [
        people({
          keys: [
            { kind: 'email', column: 'email' },
            { kind: 'id', column: 'no' },
          ],
          rows: 'stay',
          columns: { ...columns, no: 'keep' },
        }),
      ],
    },
    'rows of people stay without some of their keys, and are found by no again',
  ],
  [
    'a foreign key of a table that is not declared',
    `CREATE TABLE people (id int PRIMARY KEY, email text); ${byEmail}
     CREATE TABLE pets (id int PRIMARY KEY, owner int REFERENCES people ON DELETE CASCADE)`,
    { tables: [people()] },
    'the foreign key pets.owner refers to people and is not declared',
  ],
  [
    'a foreign key beside the declared join',
    `CREATE TABLE people (id int PRIMARY KEY, email text); ${byEmail}
     CREATE TABLE mails (id int PRIMARY KEY, sender int REFERENCES people, reader int REFERENCES people)`,
    { tables: [people(), { table: 'mails', joins: [{ sender: 'people.id' }], rows: 'delete' }] },
    'the foreign key mails.reader refers to people and is not declared',
  ],
  [
    'rows that stay and refer to rows that are deleted',
    `CREATE TABLE people (id int PRIMARY KEY, email text); ${byEmail}
     CREATE TABLE invoices (id int PRIMARY KEY, buyer int REFERENCES people)`,
    {
      tables: [
        people(),
        {
          table: 'invoices',
          joins: [{ buyer: 'people.id' }],
          rows: { retain: { reason: 'tax' } },
        },
      ],
    },
    'the foreign key invoices.buyer refers to people, whose rows are deleted, but rows of invoices stay',
  ],
  [
    'a join that leads to rows of other people',
    `CREATE TABLE people (id int PRIMARY KEY, email text); ${byEmail}
     CREATE TABLE mails (id int PRIMARY KEY, address text)`,
    {
      tables: [people(), { table: 'mails', joins: [{ address: 'people.email' }], rows: 'delete' }],
    },
    'people.email is not unique, so the join of mails leads to rows of other people',
  ],
  [
    'foreign keys in a circle',
    `CREATE TABLE people (id int PRIMARY KEY, email text, main int); ${byEmail}
     CREATE TABLE homes (id int PRIMARY KEY, owner int REFERENCES people);
     ALTER TABLE people ADD FOREIGN KEY (main) REFERENCES homes`,
    { tables: [people(), { table: 'homes', joins: [{ owner: 'people.id' }], rows: 'delete' }] },
    'the foreign keys of people, homes form a circle',
  ],
];

test.each(contradictions)(
  '%s is named, and nothing is changed',
  async (_title, ddl, settings, what) => {
    const db = await databaseWith(ddl);
    const access = db.open({ ...settings });
    const { problems } = await access.probe();
    expect(problems.map((one) => one.what)).toContain(what);
    const misconfigured = { code: 'misconfigured' };
    await expect(access.erase(record, intent)).rejects.toMatchObject(misconfigured);
    const asked = given({ kind: 'email', value: 'a@example.org' });
    await expect(access.find(asked)).rejects.toMatchObject(misconfigured);
  },
);

test('a table in `leave` is no problem, and a missing right or index is one that only the probe names', async () => {
  const db = await databaseWith(`
    CREATE TABLE people (id int PRIMARY KEY, email text, phone text);
    CREATE TABLE pets (id int PRIMARY KEY, owner int REFERENCES people);
    CREATE TABLE homes (id int PRIMARY KEY, owner int REFERENCES people, street text);
    INSERT INTO people VALUES (1, 'a@example.org');
    DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'postgres'`);
  const [{ schema } = {}] = await db.query('SELECT current_schema() AS schema');
  await db.query(`GRANT USAGE ON SCHEMA ${String(schema)} TO reader; GRANT SELECT ON people, homes TO reader;
    GRANT UPDATE (owner) ON homes TO reader`);
  const access = db.open(
    {
      leave: ['pets'],
      tables: [
        people(),
        {
          table: 'homes',
          joins: [{ owner: 'people.id' }],
          rows: 'stay',
          columns: { owner: 'null', street: 'null' },
        },
      ],
    },
    { user: 'reader' },
  );
  const { reachable, problems } = await access.probe();
  expect(reachable).toBe(true);
  expect(problems.map(({ what }) => what)).toEqual([
    'delete people: permission-missing (the database answered 42501)',
    'update homes.street: permission-missing (the database answered 42501)',
    'people.email has no index for the key email',
    'homes.owner has no index for the join to people',
  ]);
  expect(problems.map(({ fix }) => fix)).toEqual([
    'GRANT DELETE ON people to the user of the connection string.',
    'GRANT UPDATE (street) ON homes to the user of the connection string.',
    'Create an index on LOWER(email), or set lowerCase if the column holds lower case only.',
    'Create an index on owner.',
  ]);
  expect(await recordBy(access, { kind: 'email', value: 'A@example.org' })).toEqual(record);
  await expect(access.erase(record, intent)).rejects.toMatchObject({ code: 'permission-missing' });
});
