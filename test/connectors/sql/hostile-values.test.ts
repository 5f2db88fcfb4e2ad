import type { Identifier } from '../../../src/domain/identifier.ts';
import { databaseWith, given, intent, recordBy, system } from './database-under-test.ts';

const hostile = [
  `'; DROP TABLE people; --`,
  `' OR '1'='1`,
  `" OR 1=1 --`,
  `\\'; DELETE FROM people; --`,
  '$1',
  '%',
  `a@example.org' UNION SELECT 1, 'x' --`,
  '\0',
  '\ud800',
  '1e3',
  '1; DROP TABLE people',
  '',
];

test('an identifier is never part of a statement', async () => {
  const db = await databaseWith(`
    CREATE TABLE people (id int PRIMARY KEY, ref uuid, no text, email text, phone text);
    INSERT INTO people VALUES (1, NULL, '%', 'a@example.org', '1')`);
  const access = db.open({
    tables: [
      {
        table: 'people',
        keys: [
          { kind: 'objectId', column: 'ref' },
          { kind: 'id', column: 'id' },
          { kind: 'id', column: 'no' },
          { kind: 'email', column: 'email' },
          { kind: 'phone', column: 'phone' },
        ],
        rows: 'delete',
      },
    ],
  });
  for (const value of hostile) {
    const { hits, searched, notSearched } = await access.find(
      given(
        { kind: 'account', system, objectId: value },
        { kind: 'record', system, id: value },
        { kind: 'email', value },
        { kind: 'phone', value },
      ),
    );
    // The only row has an id that is `%`.
    expect([value, hits.length]).toEqual([value, value === '%' ? 1 : 0]);
    expect(searched).toHaveLength(4);
    expect(notSearched).toEqual([]);
  }
  expect(await db.rows('people')).toEqual({ people: 1 });
});

test('values from the database are not trusted either: a key with quotes erases only its own row', async () => {
  const db = await databaseWith(`
    CREATE TABLE "odd people" ("the $key" text, part text, email text, PRIMARY KEY ("the $key", part));
    CREATE TABLE "odd things" (id text PRIMARY KEY, "the $key" text, part text)`);
  const keys = [...hostile.filter((one) => one !== '\0' && one !== '\ud800'), 'plain'];
  for (const key of keys) {
    await db.query('INSERT INTO "odd people" VALUES ($1, $2, $3)', [
      key,
      key,
      `${key}@example.org`,
    ]);
    await db.query('INSERT INTO "odd things" VALUES ($1, $1, $1)', [key]);
  }
  const access = db.open({
    tables: [
      {
        table: 'odd people',
        keys: [{ kind: 'email', column: 'email', trusted: true, lowerCase: true }],
        rows: 'delete',
      },
      {
        table: 'odd things',
        joins: [{ 'the $key': 'odd people.the $key', part: 'odd people.part' }],
        rows: 'delete',
      },
    ],
  });
  let left = keys.length;
  for (const key of keys) {
    const address = `${key}@example.org`;
    await db.query('UPDATE "odd people" SET email = lower(email)');
    const record = await recordBy(access, { kind: 'email', value: address });
    await access.erase(record, intent);
    left -= 1;
    expect(await db.rows('"odd people"', '"odd things"')).toEqual({
      '"odd people"': left,
      '"odd things"': left,
    });
    expect(await access.verify(record, intent.begunAt)).toMatchObject({ kind: 'gone' });
  }
});

test('when two people share an address, both are reported, and the erasure of one leaves the other', async () => {
  const db = await databaseWith(`
    CREATE TABLE people (id int PRIMARY KEY, email text, given text, surname text);
    CREATE TABLE orders (id int PRIMARY KEY, person int REFERENCES people);
    INSERT INTO people VALUES (1, 'home@example.org', 'Ada', 'Otter'), (2, 'Home@example.org', 'Bob', 'Otter');
    INSERT INTO orders VALUES (10, 1), (20, 2)`);
  const access = db.open({
    tables: [
      {
        table: 'people',
        keys: [{ kind: 'email', column: 'email', trusted: true }],
        name: { given: 'given', surname: 'surname' },
        rows: 'delete',
      },
      { table: 'orders', joins: [{ person: 'people.id' }], rows: 'delete' },
    ],
  });
  const home: Identifier = { kind: 'email', value: 'home@example.org' };
  const { hits } = await access.find(given(home));
  // The contradiction rule of the service compares the names.
  expect(hits.map(({ name }) => name.given).sort()).toEqual(['Ada', 'Bob']);
  const ada = hits.find(({ name }) => name.given === 'Ada');
  if (!ada) throw new Error('Ada was expected');
  await access.erase(ada.record, intent);
  expect(await access.verify(ada.record, intent.begunAt)).toMatchObject({ kind: 'gone' });
  expect(await db.query('SELECT given FROM people')).toEqual([{ given: 'Bob' }]);
  expect(await db.query('SELECT id FROM orders')).toEqual([{ id: 20 }]);
});
