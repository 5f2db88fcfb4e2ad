import type { Client } from 'pg';
import { below } from './big-shop.ts';

/** The rows of a table that belong to the person, in the form in which somebody would write it for this shop. */
function whereOf(parent: string): string {
  if (parent === 'people') return 'parent = $1';
  const grandparent = below.find((one) => one.table === parent)?.parent ?? '';
  return `parent IN (SELECT id FROM ${parent} WHERE ${whereOf(grandparent)})`;
}

const deepestFirst = below.toReversed();

/** Does what the connector does, with the same statements: find, count, delete in one transaction, read back by primary keys and by keys. */
export async function eraseByHand(client: Client, email: string): Promise<void> {
  const found = await client.query<{ id: number }>(
    'SELECT id, email, name FROM people WHERE email IN ($1) ORDER BY id LIMIT 301',
    [email],
  );
  const [person] = found.rows;
  if (!person) throw new Error('nobody was found');
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  const rows = await readAll(client, person.id);
  for (const { table } of [...deepestFirst, { table: 'people' }])
    await client.query(`DELETE FROM ${table} WHERE id IN ($1)`, [rows.get(table)]);
  await client.query('COMMIT');
  const counts = [...rows.keys()].map(
    (table, index) =>
      `SELECT COUNT(*) AS left_over FROM ${table} WHERE id IN ($${String(index + 1)})`,
  );
  await client.query(counts.join(' UNION ALL '), [...rows.values()]);
  const left = await readAll(client, person.id);
  if (left.size > 0) throw new Error('rows are left');
}

async function readAll(client: Client, person: number): Promise<Map<string, number>> {
  const rows = new Map<string, number>();
  for (const { table, parent } of [{ table: 'people', parent: '' }, ...below]) {
    const where = parent === '' ? 'id = $1' : whereOf(parent);
    const { rows: own } = await client.query<{ id: number }>(
      `SELECT id FROM ${table} WHERE ${where} ORDER BY id LIMIT 10001`,
      [person],
    );
    for (const { id } of own) rows.set(table, id);
  }
  return rows;
}
