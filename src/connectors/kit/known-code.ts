/**
 * A vendor's code may be logged only when it is one that we know: vendors put values of the person into any text, and no form of a text
 * tells a code from a name.
 * @returns null for every other text
 */
export function knownCode(text: string | null, known: readonly string[]): string | null {
  return text !== null && known.includes(text) ? text : null;
}
