/**
 * A vendor's code may be logged only when we know it. Vendors put values of the person into any text, and the form of a text does not show
 * whether it is a code or a name.
 * @returns null for every other text
 */
export function knownCode(text: string | null, known: readonly string[]): string | null {
  return text !== null && known.includes(text) ? text : null;
}
