import type { Decision } from './gates.ts';

/** How often identifiers may be added to one request. Each time everything is searched again. */
export const mostAdditions = 10;

/** The names of the sealed identifiers that were added to a request, in their order. */
export function additionsIn(decisions: readonly Decision[]): string[] {
  return decisions.flatMap((one) => (one.what === 'identifiers' ? [one.sealed] : []));
}

/** The names of the added identifiers by which the systems of this dossier were not searched yet. */
export function additionsMissingIn(
  { added = [] }: { readonly added?: readonly string[] },
  decisions: readonly Decision[],
): string[] {
  return additionsIn(decisions).filter((name) => !added.includes(name));
}
