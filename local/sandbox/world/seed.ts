import { inTransaction } from '../store/database.ts';
import type { State } from '../store/state.ts';
import { ordinaryPerson } from './ordinary-people.ts';
import type { ContactOrder, PersonOrder } from './person-order.ts';
import { createPlacer } from './place-person.ts';
import { makeSpecialPeople, specialPeople } from './special-people.ts';

export const population = 10_000;
/** Grows with every change of the seeded world: a data folder with an older one is seeded anew. */
const edition = 1;
const firstContact = 51;

function* everybody(): Generator<PersonOrder> {
  const ordinary = population - specialPeople;
  for (let number = 1; number <= ordinary; number++) yield ordinaryPerson(number);
  yield* makeSpecialPeople(ordinary + 1);
}

/** Empties the systems and puts the invented people into them, always the same ones. */
export function seedWorld(state: State): void {
  const { database, facts } = state;
  inTransaction(database, () => {
    database.exec(
      "DELETE FROM records; DELETE FROM lookups; DELETE FROM people; DELETE FROM audit_sources; DELETE FROM audit_events; DELETE FROM facts WHERE name LIKE 'forgotten:%'",
    );
    const placer = createPlacer(state);
    let contact = firstContact;
    for (const person of everybody()) {
      for (const order of person.in['hubspot'] ?? [])
        (order as ContactOrder).id ??= String(contact++);
      placer.place(person);
    }
    facts.write('edition', edition);
  });
}

export const isSeeded = (state: State) => state.facts.read('edition') === edition;
