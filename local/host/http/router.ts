import { parseRouteTemplate, type RouteTemplate } from './route-template.ts';

export interface Route<Target> {
  readonly template: RouteTemplate;
  /** In upper case. An empty list matches every method. */
  readonly methods: readonly string[];
  readonly target: Target;
}

export interface RouteMatch<Target> {
  readonly target: Target;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @throws Error when ASP.NET would refuse the template */
export function createRoute<Target>(
  template: string,
  methods: readonly string[],
  target: Target,
): Route<Target> {
  return {
    template: parseRouteTemplate(template),
    methods: methods.map((method) => method.toUpperCase()),
    target,
  };
}

/**
 * Finds the route of a request as ASP.NET does: literals before parameters before catch-alls. The first route that matches
 * path and method wins. A known path with a wrong method is not found.
 */
export function createRouter<Target>(
  routes: readonly Route<Target>[],
): (method: string, path: string) => RouteMatch<Target> | undefined {
  const ordered = [...routes].sort((a, b) =>
    a.template.precedence < b.template.precedence
      ? -1
      : Number(a.template.precedence > b.template.precedence),
  );
  return (method, path) => {
    const decoded = decodePath(path).replace(/^\//, '');
    for (const { template, methods, target } of ordered) {
      if (methods.length > 0 && !methods.includes(method)) continue;
      const parameters = template.match(decoded);
      if (parameters) return { target, parameters };
    }
    return undefined;
  };
}

/** Decodes a path as ASP.NET does: `%2F` and invalid escapes stay. */
export function decodePath(path: string): string {
  return path.replace(/(?:%(?!2f)[0-9a-f]{2})+/gi, decode);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
