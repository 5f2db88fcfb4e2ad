import { longestName, nameWords, tellingWords } from './name-words.ts';
import { isEastAsian, scriptsIn } from './writing-script.ts';

/** What a record calls a person, in its own words; null where it has no such field. */
export interface PersonName {
  readonly given: string | null;
  readonly surname: string | null;
  /** The whole name in one field. */
  readonly display: string | null;
}

export const noName: PersonName = { given: null, surname: null, display: null };

/** A name taken into words, so that comparing it with many others is cheap. */
export interface ReadName {
  readonly given: readonly string[];
  readonly display: readonly string[];
  readonly surname: readonly string[];
  /** Two people share the record, such as `Anna & Josef Huber`. */
  readonly isJoint: boolean;
}

/** How two names stand to each other; `unknown` when nothing can be told. */
export type NameRelation = 'agree' | 'doubtful' | 'contradict' | 'unknown';

/** Takes a name into words, `Last, First` understood. */
export function readName(name: PersonName): ReadName {
  const surname = nameWords(name.surname);
  const given = nameWords(name.given);
  const withoutSurname = without(given, surname);
  return {
    given: tellingWords(withoutSurname.length > 0 ? withoutSurname : given),
    isJoint: [name.given, name.display].some(isJoint),
    ...readDisplay(name.display, surname),
  };
}

/** Is there a word to compare? */
export function isNamed({ given, display }: ReadName): boolean {
  return given.length + display.length > 0;
}

function isJoint(name: string | null): boolean {
  return /\p{L}\.?\s?([&+]|\s(und|and|et)\s)\s?\p{L}/iu.test((name ?? '').slice(0, longestName));
}

function readDisplay(
  display: string | null,
  surname: readonly string[],
): Pick<ReadName, 'display' | 'surname'> {
  const [first = '', ...rest] = (display ?? '').slice(0, longestName).split(/[,，،、]/);
  const [before, after] = [nameWords(first), nameWords(rest.join(' '))];
  const isLastFirst = after.length > 0 && without(before, surname).length === 0;
  if (isLastFirst || (after.length > 0 && surname.length === 0))
    return { display: after, surname: [...surname, ...before] };
  return { display: without([...before, ...after], surname), surname };
}

/** In East Asia the surname stands in front of the given name, with nothing in between. */
function without(words: readonly string[], surname: readonly string[]): string[] {
  return words.flatMap((word) => {
    if (surname.includes(word)) return [];
    const joined = isEastAsian(word) ? surname.find((one) => word.startsWith(one)) : undefined;
    return [joined === undefined ? word : word.slice(joined.length)];
  });
}

interface GivenNames {
  readonly words: readonly string[];
  /** Only given names are among the words. Else one of them may be a surname, which a whole family shares. */
  readonly isClear: boolean;
}

function givenNames(name: ReadName, otherSurname: readonly string[]): GivenNames {
  const { given, display, surname } = name;
  if (given.length > 0) {
    const shorter = (word: string) =>
      (isEastAsian(word) && without([word], otherSurname)[0]) || word;
    return { words: given.map(shorter), isClear: surname.length > 0 || given.length === 1 };
  }
  // A whole name that was written into the field of the surname.
  if (display.length === 0 && surname.some((word) => otherSurname.includes(word)))
    return { words: tellingWords(without(surname, otherSurname)), isClear: false };
  const left = without(display, otherSurname);
  // Whose surname is known is not called by the other's surname only: that word is the given name.
  const words = left.length === 0 && surname.length > 0 ? display : left;
  return { words: tellingWords(words), isClear: false };
}

/**
 * Do two names belong to one person? Families share addresses and surnames, so given names decide. They agree when one word is equal,
 * contradict when both are in a common script and no word is equal to, a prefix of or the initial of one of the other's, and are doubtful in
 * between: Daniel and Daniela, J. and Johanna. Nicknames contradict; a person decides.
 */
export function compareNames(one: ReadName, other: ReadName): NameRelation {
  const [a, b] = [givenNames(one, other.surname), givenNames(other, one.surname)];
  const relation = relate(a.words, b.words);
  if (relation !== 'agree') return relation;
  if (one.isJoint !== other.isJoint) return 'doubtful';
  if (a.isClear || b.isClear) return relation;
  // What is equal may be the surname: then the words that are left tell, unless the names begin alike.
  const rest = relate(
    a.words.filter((word) => !b.words.includes(word)),
    b.words.filter((word) => !a.words.includes(word)),
  );
  if (rest === 'unknown') return 'agree';
  return a.words[0] === b.words[0] ? 'doubtful' : rest;
}

/** One letter is an initial, which two people share easily. */
const isWhole = (word: string) => word.length > 1 || isEastAsian(word);

function relate(one: readonly string[], other: readonly string[]): NameRelation {
  if (one.length === 0 || other.length === 0) return 'unknown';
  const scripts = scriptsIn(one.join(' '));
  if (!scriptsIn(other.join(' ')).some((script) => scripts.includes(script))) return 'unknown';
  if (one.some((word) => isWhole(word) && other.includes(word))) return 'agree';
  if (one.length === other.length && one.every((word) => other.includes(word))) return 'agree';
  const begins = (word: string, start: string) => word !== start && word.startsWith(start);
  return one.some((x) => other.some((y) => begins(x, y) || begins(y, x)))
    ? 'doubtful'
    : 'contradict';
}
