type Fields = Readonly<Record<string, unknown>>;

/**
 * Writes known names in their usual case: .NET reads settings in any case.
 * @param keep names below which names are data, such as categories and headers
 */
export function withKnownNames(
  value: unknown,
  known: readonly string[],
  keep: ReadonlySet<string>,
): unknown {
  const usual = new Map(known.map((name) => [name.toLowerCase(), name]));
  const renamed = (inner: unknown): unknown => {
    if (!isFields(inner)) return inner;
    return Object.fromEntries(
      Object.entries(inner).map(([written, content]) => {
        const name = usual.get(written.toLowerCase()) ?? written;
        return [name, keep.has(name) ? content : renamed(content)];
      }),
    );
  };
  return renamed(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
