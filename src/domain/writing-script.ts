const names = [
  ...['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Ethiopic'],
  ...['Han', 'Hangul', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan'],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada'],
  ...['Malayalam', 'Sinhala', 'Mongolian'],
];
const scripts = names.map((name) => ({ name, of: new RegExp(`\\p{Script=${name}}`, 'u') }));

/** The scripts a text is written in; one that is not in the list is `other`. */
export function scriptsIn(text: string): string[] {
  const found = scripts.filter(({ of }) => of.test(text)).map(({ name }) => name);
  return found.length > 0 ? found : ['other'];
}

/** Is a single character a whole word, and is a name written without blanks, as in Chinese, Japanese and Korean? */
export function isEastAsian(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}
