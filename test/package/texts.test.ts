import { languageFor, languages } from '../../src/domain/language.ts';
import { english, type TextKey } from '../../src/package/texts/english.ts';
import { pageMessages, textsIn } from '../../src/package/texts/texts-in.ts';

const keys = Object.keys(english) as TextKey[];
/** Words that are the same in two languages. */
const alike = new Set(['de system', 'nl system', 'fr page.number']);

/** The names in `{…}` that a message takes. */
const placesOf = (message: string) =>
  [...new Set([...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1]))].sort();

const values = {
  ...{
    count: 2,
    zone: 'Europe/Athens',
    reason: 'refused',
    system: 'CRM',
    folder: 'data/',
    page: 3,
  },
  ...{ app: 'Shop', provider: 'Google', place: '203.0.113.9', by: 'X', fields: 'Y', activity: 'Z' },
};

test.each(languages)(
  'every text of the page exists in %s, is translated, and has the same placeholders',
  (language) => {
    const messages = pageMessages[language];
    expect(Object.keys(messages).sort()).toEqual([...keys].sort());
    const untranslated = keys.filter((key) => messages[key] === english[key]);
    const excepted = untranslated.filter((key) => !alike.has(`${language} ${key}`));
    expect(language === 'en' ? [] : excepted).toEqual([]);
    const text = textsIn(language);
    for (const key of keys) {
      expect({ key, places: placesOf(messages[key]) }).toEqual({
        key,
        places: placesOf(english[key]),
      });
      expect(text(key, values).trim()).not.toBe('');
    }
  },
);

test('a text leaves out unknown values', () => {
  const none = { app: 'none', provider: 'none', place: 'none' };
  expect(
    textsIn('en')('event.sign-in', { ...none, provider: 'Google', place: '203.0.113.9' }),
  ).toBe('Signed in with Google from 203.0.113.9');
  expect(textsIn('zh-Hans')('event.sign-in', none)).toBe('登录');
});

test.each([
  ['de-AT', 'de'],
  ['fr-CA', 'fr'],
  ['zh', 'zh-Hans'],
  ['zh-CN', 'zh-Hans'],
  ['zh-TW', 'nl'],
  ['pt-BR', 'nl'],
  [null, 'nl'],
])('a request in %s is answered in %s when the policy says nl', (wanted, spoken) => {
  expect(languageFor(wanted, 'nl')).toBe(spoken);
});
