/** The parts of the path where the pattern has a name, percent-decoded. */
export type PathValues = Readonly<Record<string, string>>;

export interface Route<T> {
  method: string;
  /** Such as `/users/{user}/memberOf`. A name in braces matches one segment. */
  pattern: string;
  target: T;
}

export interface Found<T> {
  target: T;
  values: PathValues;
}

interface Compiled<T> {
  segments: string[];
  methods: Map<string, T>;
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function matchSegments(
  pattern: readonly string[],
  actual: readonly string[],
): PathValues | undefined {
  const values: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const segment = actual[index] ?? '';
    if (expected.startsWith('{')) values[expected.slice(1, -1)] = segment;
    else if (expected !== segment) return undefined;
  }
  return values;
}

/**
 * Finds a route by method and path. Routes are tried in their order, so literal routes must come before routes with names.
 * @returns the route; `wrong-method` when only the method does not fit; undefined for an unknown path.
 */
export function createRouter<T>(
  routes: readonly Route<T>[],
): (method: string, path: string) => Found<T> | 'wrong-method' | undefined {
  const bySize = new Map<number, Map<string, Compiled<T>>>();
  for (const { method, pattern, target } of routes) {
    const segments = pattern.split('/');
    const patterns = bySize.get(segments.length) ?? new Map<string, Compiled<T>>();
    bySize.set(segments.length, patterns);
    const compiled = patterns.get(pattern) ?? { segments, methods: new Map<string, T>() };
    patterns.set(pattern, compiled);
    compiled.methods.set(method, target);
  }
  return (method, path) => {
    const actual = path.split('/').map(decode);
    let known = false;
    for (const { segments, methods } of bySize.get(actual.length)?.values() ?? []) {
      const values = matchSegments(segments, actual);
      if (!values) continue;
      const target = methods.get(method);
      if (target !== undefined) return { target, values };
      known = true;
    }
    return known ? 'wrong-method' : undefined;
  };
}
