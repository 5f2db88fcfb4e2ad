import type { RegisteredFunction } from '../worker/function-app.ts';
import type { Access } from './authorization.ts';
import { createRoute, type Route } from './router.ts';

export interface HttpFunction {
  readonly registered: RegisteredFunction;
  readonly access: Access;
  /** The route template with the prefix, as written, e.g. `api/orders/{id}`. */
  readonly path: string;
  readonly methods: readonly string[];
}

// Azure's host compares the beginning of the route without its prefix (ScriptHost.ValidateFunction), so `administration` is
// refused too.
const builtIn = /^(?:admin|runtime)/i;

/** @throws Error when ASP.NET or the host would refuse the route */
export function httpRoute(
  registered: RegisteredFunction,
  routePrefix: string,
): Route<HttpFunction> {
  const own = ownRoute(registered);
  if (own.startsWith('/')) throw new Error(`The route template '${own}' cannot start with a '/'.`);
  if (builtIn.test(own))
    throw new Error('The specified route conflicts with one or more built in routes.');
  return plainRoute(registered, routePrefix);
}

/** The route that a function in error would have. @throws Error when ASP.NET would refuse the route */
export function plainRoute(
  registered: RegisteredFunction,
  routePrefix: string,
): Route<HttpFunction> {
  const { methods, authLevel } = registered.trigger;
  const own = ownRoute(registered);
  const prefix = routePrefix.replace(/^\/+|\/+$/g, '');
  const path = prefix ? `${prefix}/${own}` : own;
  const verbs = Array.isArray(methods) ? methods.map((verb) => String(verb).toUpperCase()) : [];
  return createRoute(path, verbs, {
    registered,
    access: accessOf(authLevel, registered.name),
    path,
    methods: verbs,
  });
}

function ownRoute({ name, trigger: { route } }: RegisteredFunction): string {
  return typeof route === 'string' && route !== '' ? route : name;
}

/**
 * Azure's host refuses the second of two functions with the same route and a common method (ScriptHost.HttpRoutesConflict).
 * @returns the name of the earlier function
 */
export function conflictingFunction(
  { path, methods }: HttpFunction,
  earlier: readonly HttpFunction[],
): string | undefined {
  const isSame = (one: HttpFunction) => one.path.toLowerCase() === path.toLowerCase();
  const overlaps = (one: HttpFunction) =>
    one.methods.length === 0 ||
    methods.length === 0 ||
    one.methods.some((method) => methods.includes(method));
  return earlier.find((one) => isSame(one) && overlaps(one))?.registered.name;
}

function accessOf(authLevel: unknown, functionName: string): Access {
  const level = typeof authLevel === 'string' ? authLevel.toLowerCase() : 'function';
  if (level === 'anonymous' || level === 'user') return { level: 'anonymous' };
  if (level === 'admin') return { level: 'admin' };
  return { level: 'function', functionName };
}
