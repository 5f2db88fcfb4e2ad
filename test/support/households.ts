import type { PersonName } from '../../src/domain/person-name.ts';

/** The names of one row belong to different people. Many are a prefix, the initial or another form of each other. */
export const households: readonly (readonly string[])[] = [
  ['Daniel', 'Daniela', 'Dan', 'Anna'],
  ['Jo', 'Joanna', 'Josef', 'J'],
  ['Paul', 'Paula', 'Pauline', 'Bernd'],
  ['Zoë', 'Zora', 'Anneliese', 'Søren'],
  ['Юлия', 'Юлий', 'Андрей', 'Марк'],
  ['小龙', '小明', '雷', '韩梅'],
  ['An', 'Bình', 'Ánh', 'Dũng'],
];
export const surnames = [
  ...['Müller', "O'Neil", 'de la Cruz', 'Соколов', '李', 'Nguyễn', 'Meyer-Landrut'],
];

const nameless: PersonName = { given: null, surname: null, display: null };

/** The ways in which systems store one name. The last five do not identify the person. */
export const writings: readonly ((given: string, surname: string) => PersonName)[] = [
  (given, surname) => ({ given, surname, display: `${given} ${surname}` }),
  (given, surname) => ({ given, surname, display: null }),
  (given, surname) => ({
    given: given.toUpperCase(),
    surname: surname.toUpperCase(),
    display: null,
  }),
  (given, surname) => ({ given: given.normalize('NFD'), surname, display: null }),
  (given) => ({ ...nameless, given }),
  (given, surname) => ({ given: `${given} ${surname}`, surname, display: null }),
  (given, surname) => ({ ...nameless, given: `${given} ${surname}` }),
  (given, surname) => ({ ...nameless, surname, display: `${given} ${surname}` }),
  (given, surname) => ({ ...nameless, display: `${given} ${surname}` }),
  (given, surname) => ({ ...nameless, display: `${surname}, ${given}` }),
  (given, surname) => ({ ...nameless, surname, display: `Dr. ${surname}, ${given}` }),
  (given, surname) => ({ ...nameless, display: `Dr. med. ${given} ${surname}` }),
  (given, surname) => ({ ...nameless, surname: `${given} ${surname}` }),
  () => nameless,
  (_, surname) => ({ ...nameless, surname }),
  () => ({ ...nameless, display: 'unknown' }),
  () => ({ ...nameless, given: 'family@example.org' }),
];
/** How many of the ways identify the person. */
export const tellingWritings = writings.length - 5;

/** Only a contradicting name shows that an id is wrong. A longer or shorter name often belongs to the same person. */
export function couldBeOne(one: string, other: string): boolean {
  const [a = '', b = ''] = [one, other].map((name) => name.normalize('NFD').replace(/\p{M}/gu, ''));
  return a.startsWith(b) || b.startsWith(a);
}
