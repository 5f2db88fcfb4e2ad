import { cacheSize, inTransaction } from '../store/database.ts';
import type { State } from '../store/state.ts';
import { ordinaryPerson } from './ordinary-people.ts';
import type { ContactOrder, PersonOrder } from './person-order.ts';
import { createPlacer } from './place-person.ts';
import { makeSpecialPeople, specialPeople } from './special-people.ts';

export const usualPopulation = 10_000;
/** Grows with every change of the seeded world: a data folder with an older one is seeded anew. */
const edition = 2;
const firstContact = 51;

function* everybody(population: number): Generator<PersonOrder> {
  const ordinary = Math.max(0, population - specialPeople);
  for (let number = 1; number <= ordinary; number++) yield ordinaryPerson(number);
  yield* makeSpecialPeople(ordinary + 1);
}

/**
 * Empties the systems and puts the invented people into them, always the same ones.
 * @param people how many; left out, as many as before, or the usual ten thousand. Those with a peculiarity are always there.
 */
export function seedWorld(state: State, people?: number): void {
  const { database, facts } = state;
  const population = people ?? Number(facts.read('population') ?? usualPopulation);
  // With room for the whole world no page is written twice.
  database.exec('PRAGMA cache_size = -128000');
  inTransaction(database, () => {
    database.exec(
      "DELETE FROM records; DELETE FROM lookups; DELETE FROM people; DELETE FROM audit_sources; DELETE FROM audit_events; DELETE FROM facts WHERE name LIKE 'forgotten:%'",
    );
    const placer = createPlacer(state);
    let contact = firstContact;
    for (const person of everybody(population)) {
      for (const order of person.in['hubspot'] ?? [])
        (order as ContactOrder).id ??= String(contact++);
      placer.place(person);
    }
    facts.write('edition', edition);
    facts.write('population', population);
  });
  database.exec(`PRAGMA cache_size = ${String(cacheSize)}; PRAGMA shrink_memory`);
}

export const isSeeded = (state: State) => state.facts.read('edition') === edition;
