/** The path of a blob binding: container and name. */
export interface BlobPath {
  readonly container: string;
  readonly name: string;
}

/** @throws Error when the path does not name a blob */
export function splitBlobPath(path: string): BlobPath {
  const slash = path.indexOf('/');
  if (slash <= 0 || slash === path.length - 1)
    throw new Error(`The blob path '${path}' must be in the format 'container/blob'.`);
  return { container: path.slice(0, slash), name: path.slice(slash + 1) };
}

/** The path pattern of a blob trigger. */
export interface BlobPattern {
  readonly container: string;
  /** The parts of a blob's name by their names in the pattern, or undefined when it does not match. */
  match(name: string): Readonly<Record<string, string>> | undefined;
}

/**
 * Reads a pattern such as `images/{name}.{ext}`. A container alone matches all its blobs. `{{` and `}}` are braces.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#blob-name-patterns
 */
export function blobPattern(path: string): BlobPattern {
  const slash = path.indexOf('/');
  const container = slash < 0 ? path : path.slice(0, slash);
  if (container === '' || container.includes('{'))
    throw new Error(
      `The path '${path}' of a blob trigger must begin with the name of a container.`,
    );
  const pattern = slash < 0 ? '' : path.slice(slash + 1);
  if (pattern === '') return { container, match: () => ({}) };
  const names: string[] = [];
  const source = pattern.replace(
    /\{\{|\}\}|\{([^{}]+)\}|[^{}]+|[{}]/g,
    (part, name: string | undefined) => {
      if (name !== undefined) names.push(name);
      if (name !== undefined) return '(.*)';
      return escaped(part === '{{' || part === '}}' ? part.slice(1) : part);
    },
  );
  const expression = new RegExp(`^${source}$`, 's');
  return {
    container,
    match(name) {
      const found = expression.exec(name);
      return found
        ? Object.fromEntries(names.map((own, index) => [own, found[index + 1] ?? '']))
        : undefined;
    },
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
