import type { HostLog } from '../log.ts';
import type { RegisteredFunction } from '../worker/function-app.ts';
import { plainRoute } from './http-functions.ts';
import { createRouter, type Route } from './router.ts';

/**
 * Logs a request for a function in error. As on Azure, the answer is 404, which does not tell the reason.
 * @param broken the functions in error
 * @param errors the reasons by name
 */
export function createBrokenCallLog(
  broken: readonly RegisteredFunction[],
  errors: ReadonlyMap<string, string>,
  routePrefix: string,
  log: HostLog,
): (method: string, path: string) => void {
  const find = createRouter(broken.flatMap((registered) => routeOf(registered, routePrefix)));
  return (method, path) => {
    const name = find(method, path)?.target;
    if (name === undefined) return;
    const reason = errors.get(name) ?? '';
    const message = `The '${name}' function was called, but is in error: ${reason}`;
    log.write('error', `Function.${name}`, message);
  };
}

function routeOf(registered: RegisteredFunction, routePrefix: string): Route<string>[] {
  if (registered.trigger.type.toLowerCase() !== 'httptrigger') return [];
  try {
    return [{ ...plainRoute(registered, routePrefix), target: registered.name }];
  } catch {
    // Its route is not a template, so no request can match it.
    return [];
  }
}
