import type { Call } from '../../http/call.ts';

/** Stripe expects bodies as forms, with brackets for lists and objects: `objects[customers][]=cus_1`. */
export const formOf = (call: Call): URLSearchParams => new URLSearchParams(call.body);

/** The values of a list, sent as `name[]` or `name[0]`. */
export function listIn(form: URLSearchParams, name: string): string[] {
  return [...form]
    .filter(([key]) => key.startsWith(`${name}[`) && /^\[\d*\]$/.test(key.slice(name.length)))
    .map(([, value]) => value);
}
