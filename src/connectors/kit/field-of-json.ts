/**
 * @param path the names of fields and the indexes in lists that lead to the text
 * @returns a text in a JSON document, or null when there is no text at this place or the document is not JSON; never throws
 */
export function fieldOfJson(text: string, ...path: readonly (string | number)[]): string | null {
  try {
    let value: unknown = JSON.parse(text);
    for (const step of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return null;
      value = (value as Record<string | number, unknown>)[step];
    }
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
