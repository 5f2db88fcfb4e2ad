import { mergeIdentifiers, type KnownIdentifier } from '../domain/identifier.ts';
import type { Intake } from './intake.ts';
import { refuse } from './problem.ts';
import type { RequestBody } from './request-schema.ts';
import { chosenFrom } from './search/kept-search.ts';
import { subjectIdentifiers } from './subject-identifiers.ts';

/**
 * The identifiers of the person whom a body names: by identifiers, by matches of an earlier search of the same caller, or by both.
 * @returns null when the caller has no such search, or when it is too old
 * @throws Refused as `subjectIdentifiers` does, and `invalid-request` for an unknown match
 */
export async function identifiersOf(
  intake: Intake,
  caller: string,
  { search, matches, ...named }: RequestBody['subject'],
): Promise<KnownIdentifier[] | null> {
  if (search === undefined || matches === undefined)
    return subjectIdentifiers(named, intake.systems);
  const chosen = await chosenFrom(intake, caller, { search, matches });
  if (chosen.kind === 'unknown-search') return null;
  if (chosen.kind === 'unknown-match') return refuseAt('matches', 'This search has no such match.');
  const hasMore = Object.values(named).some((list) => list.length > 0);
  return mergeIdentifiers(
    hasMore ? subjectIdentifiers(named, intake.systems) : [],
    chosen.identifiers.map((identifier) => ({ identifier, trust: 'given', source: 'request' })),
  );
}

/** @throws Refused `invalid-request` */
export function refuseSearch(): never {
  return refuseAt('search', 'This search is unknown or older than 30 minutes. Search again.');
}

function refuseAt(field: 'search' | 'matches', detail: string): never {
  return refuse('invalid-request', detail, {
    errors: [{ pointer: `#/subject/${field}`, detail }],
  });
}
