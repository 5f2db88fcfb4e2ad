/**
 * Text without the difference of upper and lower case, letter by letter. No letter outside ASCII becomes one inside it, as in
 * .NET's ordinal comparison: the Kelvin sign (U+212A), `ſ` and `ı` stay apart from `k`, `s` and `i`. Nothing else is made
 * equal: neither composed and decomposed characters nor the two spellings of an internationalised domain.
 */
export function foldCase(text: string): string {
  // Most text is ASCII.
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return Array.from(text, foldLetter).join('');
}

function foldLetter(letter: string): string {
  const lower = letter.toLowerCase();
  const isAscii = (one: string) => one.length === 1 && one < '\u0080';
  return lower.length === letter.length && isAscii(lower) === isAscii(letter) ? lower : letter;
}
