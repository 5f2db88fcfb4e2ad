/** A property of Table storage holds 64 KiB of UTF-16. */
const mostCharacters = 30_000;

/** Spreads a long text over the properties `name0`, `name1`, … */
export function chunkedText(name: string, text: string): Record<string, string> {
  const chunks: Record<string, string> = {};
  for (let from = 0, part = 0; from < text.length; from += mostCharacters, part++)
    chunks[`${name}${String(part)}`] = text.slice(from, from + mostCharacters);
  return chunks;
}

export function textOfChunks(name: string, entity: object): string {
  const properties = entity as Readonly<Record<string, unknown>>;
  let text = '';
  for (let part = 0; ; part++) {
    const chunk = properties[`${name}${String(part)}`];
    if (typeof chunk !== 'string') return text;
    text += chunk;
  }
}
