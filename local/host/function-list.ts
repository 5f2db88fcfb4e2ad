import type { HttpFunction } from './http/http-functions.ts';
import type { RegisteredFunction } from './worker/function-app.ts';

/** The list that Core Tools prints at start: HTTP functions with addresses, then other functions with triggers. */
export function functionList(
  functions: Iterable<RegisteredFunction>,
  httpFunctions: readonly HttpFunction[],
  origin: string,
): string {
  const http = httpFunctions.map(
    ({ registered, methods, path }) =>
      `\t${registered.name}: [${methods.join(',')}] ${origin}/${path}`,
  );
  const others = [...functions]
    .filter(({ trigger }) => trigger.type.toLowerCase() !== 'httptrigger')
    .map(({ name, trigger }) => `\t${name}: ${trigger.type}`);
  const lines = [...http.sort(), ...others.sort()];
  if (lines.length === 0) return '\nNo functions found.\n';
  return `\nFunctions:\n\n${lines.join('\n\n')}\n`;
}
