/** All characters that NFC replaces by an ASCII one: the Greek question mark, the Greek varia, and the Kelvin sign. */
const asciiInDisguise = /[\u037e\u1fef\u212a]/;

/**
 * Does the text hold a character that NFC turns into an ASCII one? Read in NFC it would spell another person's name or address
 * (U+212A becomes K), so no such text is ever taken as equal to one in ASCII.
 */
export function hidesAscii(text: string): boolean {
  return asciiInDisguise.test(text);
}

/** Lower case for A to Z only: other letters change their number, or become ASCII, when their case is folded. */
export function foldAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** What two texts have in common when a system takes them as equal: no outer blanks, NFC, ASCII in lower case. */
export function comparableText(text: string): string {
  const trimmed = text.trim();
  return foldAscii(hidesAscii(trimmed) ? trimmed : trimmed.normalize('NFC'));
}
