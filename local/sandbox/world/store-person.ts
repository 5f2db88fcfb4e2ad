import { perState } from '../store/per-state.ts';
import type { State } from '../store/state.ts';
import type { PersonView } from './person-view.ts';

const statements = perState(({ database }) => ({
  upsert: database.prepare(
    'INSERT OR REPLACE INTO people (person, clean, trait, systems, doc) VALUES (?, ?, ?, ?, ?)',
  ),
  one: database.prepare('SELECT clean, doc FROM people WHERE person = ?'),
  owner: database.prepare(
    "SELECT person FROM people, json_each(people.doc, '$.emails') WHERE lower(json_each.value) = lower(?)",
  ),
}));

/** Writes a person as `GET /control/people` shows them, or replaces what was written before. */
export function storePerson(state: State, view: PersonView, clean: boolean): void {
  const systems = new Set([...view.accounts, ...view.records].map(({ system }) => system));
  statements(state).upsert.run(
    view.person,
    clean ? 1 : 0,
    view.trait ?? null,
    [...systems].sort().join(','),
    JSON.stringify(view),
  );
}

/** @returns undefined for a person who was not made. */
export function readPerson(
  state: State,
  person: string,
): { view: PersonView; clean: boolean } | undefined {
  const row = statements(state).one.get(person);
  if (!row) return undefined;
  return { view: JSON.parse(String(row['doc'])) as PersonView, clean: row['clean'] === 1 };
}

/** The person with this address. This person owns the records that a vendor stores for the address later. */
export function ownerOfEmail(state: State, email: string): string | null {
  const person = statements(state).owner.get(email)?.['person'];
  return typeof person === 'string' ? person : null;
}
