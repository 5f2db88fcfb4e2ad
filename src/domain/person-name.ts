import { longestName, nameWords, tellingWords } from './name-words.ts';
import { isEastAsian, scriptsIn } from './writing-script.ts';

/** The person's name as the record holds it; a part is null when the record has no such field. */
export interface PersonName {
  readonly given: string | null;
  readonly surname: string | null;
  /** The whole name in one field. */
  readonly display: string | null;
}

export const noName: PersonName = { given: null, surname: null, display: null };

/** A name split into words, so that comparing it with many others is cheap. */
export interface ReadName {
  readonly given: readonly string[];
  readonly display: readonly string[];
  readonly surname: readonly string[];
  /** Two people share the record, such as `Anna & Josef Huber`. */
  readonly isJoint: boolean;
}

/** The result of comparing two names; `unknown` when they cannot be compared. */
export type NameRelation = 'agree' | 'doubtful' | 'contradict' | 'unknown';

/** Splits a name into words. It also understands `Last, First`. */
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

/** Does the name hold a word to compare? */
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

/** East Asian names have the surname before the given name, with no blank between them. */
function without(words: readonly string[], surname: readonly string[]): string[] {
  return words.flatMap((word) => {
    if (surname.includes(word)) return [];
    const joined = isEastAsian(word) ? surname.find((one) => word.startsWith(one)) : undefined;
    return [joined === undefined ? word : word.slice(joined.length)];
  });
}

interface GivenNames {
  readonly words: readonly string[];
  /** True when all words are given names. Otherwise one of them may be a surname, which a whole family shares. */
  readonly isClear: boolean;
}

function givenNames(name: ReadName, otherSurname: readonly string[]): GivenNames {
  const { given, display, surname } = name;
  if (given.length > 0) {
    const shorter = (word: string) =>
      (isEastAsian(word) && without([word], otherSurname)[0]) || word;
    return { words: given.map(shorter), isClear: surname.length > 0 || given.length === 1 };
  }
  // The whole name was written into the surname field.
  if (display.length === 0 && surname.some((word) => otherSurname.includes(word)))
    return { words: tellingWords(without(surname, otherSurname)), isClear: false };
  const left = without(display, otherSurname);
  // The surname of this person is known, so the only word left is the given name, even if it equals the other person's surname.
  const words = left.length === 0 && surname.length > 0 ? display : left;
  return { words: tellingWords(words), isClear: false };
}

/**
 * Can two names belong to one person? Families share addresses and surnames, so given names decide.
 * - `agree`: one word is equal in both names
 * - `doubtful`: one word is a prefix or the initial of a word of the other name, such as Daniel and Daniela, J. and Johanna
 * - `contradict`: both names use a common script, and none of the above is true
 *
 * A nickname contradicts the full name; an operator decides then.
 */
export function compareNames(one: ReadName, other: ReadName): NameRelation {
  const [a, b] = [givenNames(one, other.surname), givenNames(other, one.surname)];
  const relation = relate(a.words, b.words);
  if (relation !== 'agree') return relation;
  if (one.isJoint !== other.isJoint) return 'doubtful';
  if (a.isClear || b.isClear) return relation;
  // The equal word may be the surname. Then the remaining words decide, unless both names begin with the same word.
  const rest = relate(
    a.words.filter((word) => !b.words.includes(word)),
    b.words.filter((word) => !a.words.includes(word)),
  );
  if (rest === 'unknown') return 'agree';
  return a.words[0] === b.words[0] ? 'doubtful' : rest;
}

/** A single letter is an initial. Two people often share one. */
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
