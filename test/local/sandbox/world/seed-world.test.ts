import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../../../local/sandbox/store/database.ts';
import { createState, type State } from '../../../../local/sandbox/store/state.ts';
import { loadVendors } from '../../../../local/sandbox/vendors/load-vendors.ts';
import type { Vendor } from '../../../../local/sandbox/vendors/vendor.ts';
import { createPeople } from '../../../../local/sandbox/world/people.ts';
import { seedWorld } from '../../../../local/sandbox/world/seed-world.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'habeas-sandbox-'));
const opened: State[] = [];
let vendors: Vendor[];
beforeAll(async () => {
  vendors = await loadVendors('core');
});

function newWorld(people?: number): State {
  const database = openDatabase(path.join(folder, String(opened.length)));
  for (const { tables } of vendors)
    for (const statement of Object.values(tables ?? {})) database.exec(statement);
  const state = createState(database);
  opened.push(state);
  seedWorld(state, vendors, people);
  return state;
}

afterAll(() => {
  for (const { database } of opened) database.close();
  rmSync(folder, { recursive: true });
});

const numberOf = (state: State, sql: string) => Number(state.database.prepare(sql).get()?.['n']);

describe('the seeded world', () => {
  it('has ten thousand people, two thousand of them in every system', () => {
    const state = newWorld();
    expect(createPeople(state, vendors).count()).toBe(10_000);
    expect(
      numberOf(
        state,
        "SELECT count(*) AS n FROM people WHERE clean = 1 AND systems = 'b2c-de,b2c-fr,b2c-us,hubspot,mailchimp'",
      ),
    ).toBe(2000);
    for (const tenant of ['b2c-de', 'b2c-fr', 'b2c-us'])
      expect(
        numberOf(
          state,
          `SELECT count(*) AS n FROM records WHERE system = '${tenant}' AND kind = 'user'`,
        ),
      ).toBeGreaterThan(4000);
  });

  it('has the same people every time, whatever its size', () => {
    const [first, second] = [newWorld(300), newWorld(200)];
    const view = (state: State) => createPeople(state, vendors).list({ systems: [], limit: 100 });
    expect(view(first)).toEqual(view(second));
  });

  it('has somebody for every trait', () => {
    const traits = newWorld(50)
      .database.prepare('SELECT DISTINCT trait FROM people WHERE trait IS NOT NULL ORDER BY trait')
      .all();
    expect(traits.map(({ trait }) => trait)).toEqual([
      'apostrophe',
      'archived-contact',
      'archived-member',
      'audit-1',
      'audit-3000',
      'audit-40',
      'audit-only',
      'directory-role',
      'family',
      'federated',
      'guest',
      'long-name',
      'mfa',
      'non-latin',
      'object-id-only',
      'phone-sign-in',
      'plus-address',
      'recycle-bin',
      'related',
      'secondary-email',
      'stranger',
      'suspended',
      'two-accounts',
      'two-lists',
      'user-name',
      'vendors-only',
      'victim',
    ]);
  });

  it('has no sign-in name twice in one tenant, and no address in two contacts', () => {
    const state = newWorld();
    const doubles = (kind: string, field: string) =>
      state.database
        .prepare(
          'SELECT system, value, count(*) AS n FROM lookups WHERE kind = ? AND field = ? GROUP BY system, value HAVING n > 1',
        )
        .all(kind, field);
    expect(doubles('user', 'identities')).toEqual([]);
    expect(doubles('contact', 'email')).toEqual([]);
    expect(doubles('member', 'email').every(({ n }) => n === 2)).toBe(true);
  });
});
