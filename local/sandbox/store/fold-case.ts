/**
 * Lower case, letter by letter. As in .NET's ordinal comparison, no letter outside ASCII becomes an ASCII letter: the Kelvin
 * sign (U+212A), `ſ` and `ı` stay different from `k`, `s` and `i`. Nothing else becomes equal: composed and decomposed
 * characters stay different, and so do the A-label and the U-label of a domain.
 */
export function foldCase(text: string): string {
  // Most text is ASCII, and this is quicker.
  if (!/[\u0080-\uffff]/.test(text)) return text.toLowerCase();
  return Array.from(text, foldLetter).join('');
}

function foldLetter(letter: string): string {
  const lower = letter.toLowerCase();
  const isAscii = (one: string) => one.length === 1 && one < '\u0080';
  return lower.length === letter.length && isAscii(lower) === isAscii(letter) ? lower : letter;
}
