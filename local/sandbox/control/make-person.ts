import type { z } from 'zod';
import { wrongField } from '../http/problem.ts';
import { inTransaction } from '../store/database.ts';
import type { State } from '../store/state.ts';
import type { Vendor } from '../vendors/vendor.ts';
import { withPlaced, type Owner, type PersonView } from '../world/person-view.ts';
import { firstVendorNumber } from '../world/seeded-people.ts';
import { personId } from '../world/someone.ts';
import { readPerson, storePerson } from '../world/store-person.ts';
import { check } from './control-schema.ts';
import { personSchema } from './person-schema.ts';

function nextPerson({ database }: State): string {
  const row = database
    .prepare('SELECT max(person) AS last FROM people WHERE person < ?')
    .get(personId(firstVendorNumber));
  return personId(Number(String(row?.['last'] ?? '').slice(2)) + 1);
}

type Order = z.output<ReturnType<typeof personSchema>>;

/**
 * @returns the person as known so far, and the owner of the new records. Names and addresses of the order are used only for the new
 *   records.
 */
function subjectOf(state: State, { person, displayName, emails, phones }: Order) {
  const known = person === undefined ? undefined : readPerson(state, person);
  if (person !== undefined && !known)
    throw wrongField('#/person', 'take a person from GET /control/people');
  const owner: Owner = {
    person: known?.view.person ?? nextPerson(state),
    displayName: displayName ?? known?.view.displayName ?? '',
    emails: emails ?? known?.view.emails ?? [],
    phones: phones ?? known?.view.phones ?? [],
  };
  const view: PersonView = known?.view ?? { ...owner, accounts: [], records: [] };
  return { owner, view, clean: known?.clean ?? false };
}

/**
 * Makes a person as described by `POST /control/people`. Missing values are filled in from the system and the first e-mail. With `person`
 * in the body it adds records to an existing person. Nothing is made when one of the records cannot be.
 * @throws ControlProblem 400 for a wrong field, 409 for a name or id that another record has
 */
export function makePerson(state: State, vendors: readonly Vendor[], body: unknown): PersonView {
  const order = check(personSchema(vendors), body);
  const { owner, view, clean } = subjectOf(state, order);
  return inTransaction(state.database, () => {
    const placed = Object.entries(order.in).flatMap(([system, places]) =>
      (places ?? []).map((place) => place(state, system, owner)),
    );
    const made = withPlaced(view, placed);
    storePerson(state, made, clean);
    return made;
  });
}
