import type { Random } from '../store/random.ts';
import type { State } from '../store/state.ts';
import type { Placed } from './person-view.ts';
import type { Someone } from './someone.ts';

/**
 * Which systems hold a seeded person: these, all of them, or some. `by-chance`: each vendor draws a random number.
 */
export type Residence = readonly string[] | 'everywhere' | 'by-chance';

/** A person with one unusual trait, found by `GET /control/people?trait=…`. */
export interface SpecialPerson {
  trait: string;
  given: string;
  family: string;
  email: string;
  residence: Residence;
  /** false: no vendor was told the object ID of their account. */
  linked?: false;
}

export interface SeededPerson extends Someone {
  displayName: string;
  residence: Residence;
  trait?: string;
  linked: boolean;
}

/** The data that vendors share while they seed one person. */
export interface Seeding {
  random: Random;
  /** Written by the directory: the object ID that the company copied into its other systems. */
  objectId: string | undefined;
  /** Written by the directory: whether the person has an account anywhere. */
  hasAccount: boolean;
}

/** The part of a vendor that the world needs to seed people. */
export interface SeedSource {
  name: string;
  /** Core vendors are in every sandbox, the others only with `--systems all`. */
  core: boolean;
  /** The SQL that creates the vendor's own tables, by name of the table. */
  tables?: Readonly<Record<string, string>>;
  specialPeople: readonly SpecialPerson[];
  /** Places the records of a person in this vendor's systems. The result is the same in every world. */
  seed(state: State, person: SeededPerson, seeding: Seeding): Placed[];
}

/**
 * Whether a system holds a person.
 * @param byChance decides for a person whose residence is `by-chance`
 */
export function livesIn(
  { residence }: SeededPerson,
  system: string,
  byChance: () => boolean,
): boolean {
  if (residence === 'by-chance') return byChance();
  return residence === 'everywhere' || residence.includes(system);
}

/** A short way to write special people who differ by name only. */
export const special = (
  trait: string,
  residence: Residence,
  people: readonly (readonly [given: string, family: string, email: string])[],
  more: { linked?: false } = {},
): SpecialPerson[] =>
  people.map(([given, family, email]) => ({ trait, given, family, email, residence, ...more }));
