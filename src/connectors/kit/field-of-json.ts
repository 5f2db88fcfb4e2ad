/** @returns a text field of a JSON object, or null when there is no such field or the text is not a JSON object; never throws */
export function fieldOfJson(text: string, field: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !(field in value)) return null;
    const found = (value as Record<string, unknown>)[field];
    return typeof found === 'string' ? found : null;
  } catch {
    return null;
  }
}
