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

// These belong to the host, as on Azure.
const ownPrefixes = /^(admin|runtime)(\/|$)/i;

/** @throws Error when ASP.NET or the host would refuse the route */
export function httpRoute(
  registered: RegisteredFunction,
  routePrefix: string,
): Route<HttpFunction> {
  const { route, methods, authLevel } = registered.trigger;
  const own = typeof route === 'string' && route !== '' ? route : registered.name;
  const prefix = routePrefix.replace(/^\/+|\/+$/g, '');
  if (own.startsWith('/')) throw new Error(`The route template '${own}' cannot start with a '/'.`);
  const path = prefix ? `${prefix}/${own}` : own;
  if (ownPrefixes.test(path))
    throw new Error('The specified route conflicts with one or more built in routes.');
  const verbs = Array.isArray(methods) ? methods.map((verb) => String(verb).toUpperCase()) : [];
  return createRoute(path, verbs, {
    registered,
    access: accessOf(authLevel, registered.name),
    path,
    methods: verbs,
  });
}

function accessOf(authLevel: unknown, functionName: string): Access {
  const level = typeof authLevel === 'string' ? authLevel.toLowerCase() : 'function';
  if (level === 'anonymous' || level === 'user') return { level: 'anonymous' };
  if (level === 'admin') return { level: 'admin' };
  return { level: 'function', functionName };
}
