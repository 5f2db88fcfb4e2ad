import type { Client } from 'pg';

/** Eight tables refer to the person, and three refer to one of these: twelve in all. */
export const children = Array.from({ length: 8 }, (_, index) => ({
  table: `t${String(index + 1)}`,
  parent: 'people',
}));
export const grandchildren = Array.from({ length: 3 }, (_, index) => ({
  table: `t${String(index + 9)}`,
  parent: `t${String(index + 1)}`,
}));
export const below = [...children, ...grandchildren];

/** Fills twelve tables with as many rows each. Every person has one row in each. */
export async function fillShop(admin: Client, rows: number): Promise<number> {
  const people = Math.floor(rows / (below.length + 1));
  const all = `FROM generate_series(1, ${String(people)}) n`;
  await admin.query(`
    CREATE TABLE people (id int PRIMARY KEY, email text NOT NULL, name text);
    INSERT INTO people SELECT n, 'person' || n || '@example.org', 'Person ' || n ${all};
    CREATE UNIQUE INDEX people_email ON people (email)`);
  for (const { table, parent } of below)
    await admin.query(`
      CREATE TABLE ${table} (id int PRIMARY KEY, parent int NOT NULL REFERENCES ${parent}, note text);
      INSERT INTO ${table} SELECT n, n, 'a note of some length about row ' || n ${all};
      CREATE INDEX ${table}_parent ON ${table} (parent)`);
  await admin.query('ANALYZE');
  return people;
}

export const settings = {
  dialect: 'postgresql',
  tables: [
    {
      table: 'people',
      keys: [{ kind: 'email', column: 'email', trusted: true, lowerCase: true }],
      name: { display: 'name' },
      rows: 'delete',
    },
    ...below.map(({ table, parent }) => ({
      table,
      joins: [{ parent: `${parent}.id` }],
      rows: 'delete',
    })),
  ],
};
