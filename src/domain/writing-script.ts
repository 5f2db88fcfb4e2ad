const names = [
  ...['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Ethiopic'],
  ...['Han', 'Hangul', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan'],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada'],
  ...['Malayalam', 'Sinhala', 'Mongolian'],
];
const scripts = names.map((name) => ({ name, of: new RegExp(`\\p{Script=${name}}`, 'u') }));

/** The scripts that a text is written in. `other` when none of them is in our list. */
export function scriptsIn(text: string): string[] {
  const found = scripts.filter(({ of }) => of.test(text)).map(({ name }) => name);
  return found.length > 0 ? found : ['other'];
}

/** Is the text Chinese, Japanese or Korean? There a single character can be a whole word, and a name has no blanks. */
export function isEastAsian(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}
