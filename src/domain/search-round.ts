import { concludeFindings } from './conclude-findings.ts';
import type { Dossier } from './dossier.ts';
import { identifierKey, isFollowed, type KnownIdentifier } from './identifier.ts';
import type { Hit } from './match.ts';
import { mergeSearches, nothingSearched, type SearchRecord } from './search-record.ts';
import type { SystemId } from './system.ts';

// A subject is resolved in rounds. Each round asks all systems by the identifiers that they have not seen yet, until nothing new is found.

/** The highest number of rounds without a wait. The records of one person do not need more. */
export const mostRounds = 12;

/** What is known of a subject after some rounds. */
export type Resolution = Omit<Dossier, 'requestId'>;

/** One system, and the identifiers by which it is asked in a round. */
export interface Question<System> {
  readonly system: System;
  readonly identifiers: readonly KnownIdentifier[];
}

/** What a system answered in a round. */
export interface AnsweredQuestion extends Question<SystemId> {
  readonly answer: SearchRecord & { readonly hits: readonly Hit[] };
}

/** The followed identifiers that each system has not been asked by yet. Systems without any are left out. */
export function openQuestions<System extends { readonly id: SystemId }>(
  systems: readonly System[],
  { identifiers, asked }: Resolution,
  skip: readonly SystemId[],
): Question<System>[] {
  const followed = identifiers.filter(({ trust }) => isFollowed(trust));
  return systems
    .filter(({ id }) => !skip.includes(id))
    .map((system) => {
      const known = new Set(asked[system.id]);
      return {
        system,
        identifiers: followed.filter(({ identifier }) => !known.has(identifierKey(identifier))),
      };
    })
    .filter((question) => question.identifiers.length > 0);
}

/** The resolution with the new answers. What belongs to the person is concluded again from all answers. */
export function grownBy<Known extends Resolution>(
  before: Known,
  answers: readonly AnsweredQuestion[],
): Known {
  const asked: Record<SystemId, readonly string[]> = { ...before.asked };
  const searches: Record<SystemId, SearchRecord> = { ...before.searches };
  const hits: Record<SystemId, readonly Hit[]> = Object.fromEntries(
    Object.entries(before.findings).map(([system, finding]) => [system, finding.hits]),
  );
  for (const { system, identifiers, answer } of answers) {
    hits[system] = [...(hits[system] ?? []), ...answer.hits];
    searches[system] = mergeSearches(searches[system] ?? nothingSearched, answer);
    asked[system] = [
      ...(asked[system] ?? []),
      ...identifiers.map((entry) => identifierKey(entry.identifier)),
    ];
  }
  const given = before.identifiers.filter((entry) => entry.trust === 'given');
  return {
    ...before,
    asked,
    searches,
    ...concludeFindings(given, hits, before.past, before.decided),
  };
}
