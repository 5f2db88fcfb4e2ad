import { catalogues, languageFor } from '../../../src/dashboard/web/texts/texts.ts';

/** Every text by its path. A text with gaps is filled with a number and a word. */
function textsOf(part: unknown, path = ''): [path: string, text: string][] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function') return [[path, String(part(7, 7, 7))]];
  return Object.entries(part as object).flatMap(([name, inner]) =>
    textsOf(inner, path === '' ? name : `${path}.${name}`),
  );
}

const english = textsOf(catalogues.en);
const german = new Map(textsOf(catalogues.de));

test('every text is there in both languages, and none is empty', () => {
  // In English, codes of the API are shown unchanged, so that table has no words.
  const own = [...german.keys()].filter((path) => !path.startsWith('problems.byCode.'));
  expect(own.sort()).toEqual(english.map(([path]) => path).sort());
  expect([...english, ...german].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('no text was left in English', () => {
  const same = english.filter(([path, text]) => german.get(path) === text);
  const words = same.map(([, text]) => text).filter((text) => /[a-z]{3} /i.test(text));
  expect(words).toEqual([]);
});

test.each([
  ['de', ['en-GB'], 'de'],
  [null, ['de-AT', 'en'], 'de'],
  [null, ['fr-FR', 'de'], 'de'],
  [null, ['fr-FR'], 'en'],
  ['xx', [], 'en'],
])('chosen %s, browser %j: %s', (chosen, preferred, language) => {
  expect(languageFor(chosen, preferred)).toBe(language);
});
