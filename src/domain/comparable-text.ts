/** All characters that NFC replaces with an ASCII character: the Greek question mark, the Greek varia, and the Kelvin sign. */
const asciiInDisguise = /[\u037e\u1fef\u212a]/;

/**
 * Does the text hold a character that NFC turns into an ASCII one, such as U+212A, which becomes K? After NFC the text could equal another
 * person's name or address. So such a text never counts as equal to an ASCII text.
 */
export function hidesAscii(text: string): boolean {
  return asciiInDisguise.test(text);
}

/** Lower case for A to Z only. Folding the case of other letters can change the length of the text or turn a letter into ASCII. */
export function foldAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * The form by which texts are compared: no blanks at either end, NFC, ASCII in lower case. Systems treat texts with the same form as equal.
 */
export function comparableText(text: string): string {
  const trimmed = text.trim();
  return foldAscii(hidesAscii(trimmed) ? trimmed : trimmed.normalize('NFC'));
}
