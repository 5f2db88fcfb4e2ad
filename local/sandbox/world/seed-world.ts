import { cacheSize, inTransaction } from '../store/database.ts';
import { createRandom, hashOf, type Random } from '../store/random.ts';
import type { State } from '../store/state.ts';
import { withPlaced, type PersonView, type Placed } from './person-view.ts';
import type { SeededPerson, SeedSource, Seeding } from './seed-source.ts';
import { isClean, seededPeople } from './seeded-people.ts';
import { readPerson, storePerson } from './store-person.ts';

export const usualPopulation = 10_000;
/** Increase it with every change of the seeded world. A data folder with an older edition is seeded again. */
const edition = 3;

function viewOf({ person, displayName, emails, phones, trait }: SeededPerson): PersonView {
  return {
    person,
    displayName,
    emails,
    phones,
    ...(trait === undefined ? {} : { trait }),
    accounts: [],
    records: [],
  };
}

/** The core vendors share one sequence of random numbers. Each other vendor has its own, so that it does not change the records of the others. */
function seedingsFor(person: SeededPerson, view: PersonView, random: Random) {
  const shared: Seeding = { random, objectId: undefined, hasAccount: false };
  return ({ core, name }: SeedSource, placed: readonly Placed[]): Seeding => {
    if (core) return shared;
    const [account] = withPlaced(view, placed).accounts;
    return {
      random: createRandom(hashOf(`${name} ${person.person}`)),
      objectId: person.linked ? account?.objectId : undefined,
      hasAccount: account !== undefined,
    };
  };
}

function seedPerson(
  state: State,
  vendors: readonly SeedSource[],
  person: SeededPerson,
  random: Random,
): void {
  const view = readPerson(state, person.person)?.view ?? viewOf(person);
  const seedingOf = seedingsFor(person, view, random);
  const placed: Placed[] = [];
  for (const vendor of vendors)
    placed.push(...vendor.seed(state, person, seedingOf(vendor, placed)));
  if (placed.length > 0) storePerson(state, withPlaced(view, placed), isClean(person));
}

const seededFact = ({ name }: SeedSource) => `seeded:${name}`;

/** @param among all vendors of the sandbox; `vendors` are those that get their records now. */
function seedVendors(
  state: State,
  vendors: readonly SeedSource[],
  among: readonly SeedSource[],
  population: number,
): void {
  for (const { person, random } of seededPeople(population, among))
    seedPerson(state, vendors, person, random);
  for (const vendor of vendors) state.facts.write(seededFact(vendor), true);
}

/** With a cache for the whole world, no page is written twice. */
function withLargeCache({ database }: State, work: () => void): void {
  database.exec('PRAGMA cache_size = -128000');
  inTransaction(database, work);
  database.exec(`PRAGMA cache_size = ${String(cacheSize)}; PRAGMA shrink_memory`);
}

/**
 * Empties the systems and seeds them with the invented people, who are always the same.
 * @param people the number of people; left out: as many as before, or 10,000. Special people are always there.
 */
export function seedWorld(state: State, vendors: readonly SeedSource[], people?: number): void {
  const { database, facts } = state;
  const population = people ?? Number(facts.read('population') ?? usualPopulation);
  withLargeCache(state, () => {
    for (const table of ['records', 'lookups', 'people', ...vendors.flatMap(tableNames)])
      database.exec(`DELETE FROM ${table}`);
    database.exec("DELETE FROM facts WHERE name LIKE 'seeded:%'");
    seedVendors(state, vendors, vendors, population);
    facts.write('edition', edition);
    facts.write('population', population);
  });
}

const tableNames = ({ tables }: SeedSource) => Object.keys(tables ?? {});

/** Seeds a new world. In an existing world, seeds only the vendors that were not seeded yet. */
export function prepareWorld(state: State, vendors: readonly SeedSource[], people?: number): void {
  const { facts } = state;
  if (facts.read('edition') !== edition) {
    seedWorld(state, vendors, people);
    return;
  }
  const missing = vendors.filter((vendor) => facts.read(seededFact(vendor)) !== true);
  if (missing.length === 0) return;
  withLargeCache(state, () => {
    seedVendors(state, missing, vendors, Number(facts.read('population') ?? usualPopulation));
  });
}
