import { createRandom, hashOf, type Random } from '../store/random.ts';
import { cultures, plain } from './names.ts';
import type { SeededPerson, SeedSource, SpecialPerson } from './seed-source.ts';
import { personId } from './someone.ts';
import { specialNames } from './special-names.ts';

const domains = ['example.org', 'example.com', 'example.net'] as const;
/** This many people, from the first one on, are in all systems with the same name and address. */
const cleanPeople = 2000;

export const isClean = ({ number, trait }: SeededPerson) =>
  trait === undefined && number <= cleanPeople;

/** The `number`-th ordinary person, who is the same in every world, and the rest of the person's random numbers. */
function ordinaryPerson(number: number): { person: SeededPerson; random: Random } {
  const random = createRandom(number * 7919);
  const culture = random.pick(cultures);
  const [given, family] = [random.pick(culture.given), random.pick(culture.family)];
  const email = `${plain(given)}.${plain(family)}.${String(number)}@${random.pick(domains)}`;
  const person: SeededPerson = {
    person: personId(number),
    number,
    given,
    family,
    displayName: `${given} ${family}`,
    emails: [email],
    phones: [culture.phone(number)],
    culture,
    residence: number <= cleanPeople ? 'everywhere' : 'by-chance',
    linked: true,
  };
  return { person, random };
}

function specialPerson(
  { trait, given, family, email, residence, linked }: SpecialPerson,
  number: number,
  index: number,
): { person: SeededPerson; random: Random } {
  const culture = cultures[index % cultures.length] ?? cultures[0];
  const person: SeededPerson = {
    person: personId(number),
    number,
    given,
    family,
    displayName: `${given} ${family}`,
    emails: [email],
    phones: [culture.phone(number)],
    culture,
    residence,
    linked: linked ?? true,
    trait,
  };
  return { person, random: createRandom(number) };
}

/** Numbers from here on belong to the special people of vendors outside the core, a hundred for each vendor. */
export const firstVendorNumber = 800_000;
const numbersOf = ({ name }: SeedSource) => firstVendorNumber + (hashOf(name) % 1000) * 100;

/**
 * The people of a world of this size. It includes the special people of the core vendors. Special people of other vendors are added after
 * them, so the other people are the same with and without such a vendor.
 */
export function* seededPeople(
  population: number,
  vendors: readonly SeedSource[],
): Generator<{ person: SeededPerson; random: Random }> {
  const specials = [
    ...specialNames,
    ...vendors.filter(({ core }) => core).flatMap(({ specialPeople }) => specialPeople),
  ];
  const ordinary = Math.max(0, population - specials.length);
  for (let number = 1; number <= ordinary; number++) yield ordinaryPerson(number);
  for (const [index, each] of specials.entries())
    yield specialPerson(each, ordinary + 1 + index, index);
  for (const vendor of vendors.filter(({ core }) => !core))
    for (const [index, each] of vendor.specialPeople.entries())
      yield specialPerson(each, numbersOf(vendor) + index, index);
}
