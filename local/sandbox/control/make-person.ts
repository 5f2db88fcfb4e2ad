import { inTransaction } from '../store/database.ts';
import type { State } from '../store/state.ts';
import type { Vendor } from '../vendors/vendor.ts';
import { withPlaced, type PersonView } from '../world/person-view.ts';
import { firstVendorNumber } from '../world/seeded-people.ts';
import { personId } from '../world/someone.ts';
import { storePerson } from '../world/store-person.ts';
import { check } from './control-schema.ts';
import { personSchema } from './person-schema.ts';

function nextPerson({ database }: State): string {
  const row = database
    .prepare('SELECT max(person) AS last FROM people WHERE person < ?')
    .get(personId(firstVendorNumber));
  return personId(Number(String(row?.['last'] ?? '').slice(2)) + 1);
}

/**
 * Makes a person as told by `POST /control/people`; what is missing is filled in from the system and the first e-mail.
 * Nothing is made when one of the records cannot be.
 * @throws ControlProblem 400 for a wrong field, 409 for a name or id that another record has
 */
export function makePerson(state: State, vendors: readonly Vendor[], body: unknown): PersonView {
  const { in: homes, ...owner } = check(personSchema(vendors), body);
  const view: PersonView = { person: nextPerson(state), ...owner, accounts: [], records: [] };
  return inTransaction(state.database, () => {
    const placed = Object.entries(homes).flatMap(([system, places]) =>
      (places ?? []).map((place) => place(state, system, view)),
    );
    const made = withPlaced(view, placed);
    storePerson(state, made, false);
    return made;
  });
}
