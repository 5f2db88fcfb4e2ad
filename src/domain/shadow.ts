import { concludeFindings } from './conclude-findings.ts';
import type { Dossier } from './dossier.ts';
import type { FailureCode } from './failure.ts';
import { identifierKey, isFollowed, type KnownIdentifier } from './identifier.ts';
import type { Hit } from './match.ts';
import { mergeSearches, nothingSearched } from './search-record.ts';
import type { AnsweredQuestion } from './search-round.ts';
import type { ShadowFinding } from './shadow-finding.ts';
import { systemIdsIn, type SystemId } from './system.ts';

// A system in shadow mode is only being tried out. It is searched, and what would be done there is planned and counted. It is never changed,
// and what it answers has no effect on other systems: its settings may still be wrong. See docs/decisions/0041.

/** A search of a system in shadow mode that the system did not answer. */
interface UnansweredShadow {
  readonly system: SystemId;
  readonly code: FailureCode;
}

const nothingMet: ShadowFinding = {
  asked: [],
  search: nothingSearched,
  finding: { state: 'none', hits: [], records: [], leads: 0 },
  notFollowed: 0,
  code: null,
};

/** The part of a dossier that a search of the systems in shadow mode starts from. */
type Known = Pick<Dossier, 'identifiers' | 'findings' | 'past' | 'decided' | 'shadows'>;

/** The identifiers that each system in shadow mode was asked about. */
export function askedOfShadows({ shadows = {} }: Known): Dossier['asked'] {
  return Object.fromEntries(Object.entries(shadows).map(([system, { asked }]) => [system, asked]));
}

/**
 * What was found in the systems in shadow mode, with the new answers. Each system is judged as if it alone took part in the search.
 */
export function shadowsAfter(
  known: Known,
  answers: readonly AnsweredQuestion[],
  unanswered: readonly UnansweredShadow[],
): Readonly<Record<SystemId, ShadowFinding>> {
  const shadows: Record<SystemId, ShadowFinding> = { ...known.shadows };
  for (const { system, code } of unanswered)
    shadows[system] = { ...(shadows[system] ?? nothingMet), code };
  for (const { system, identifiers, answer } of answers) {
    const before = shadows[system] ?? nothingMet;
    shadows[system] = {
      ...before,
      asked: [...before.asked, ...identifiers.map((entry) => identifierKey(entry.identifier))],
      search: mergeSearches(before.search, answer),
      finding: { ...before.finding, hits: [...before.finding.hits, ...answer.hits] },
      code: null,
    };
  }
  return Object.fromEntries(
    systemIdsIn(shadows).map((id) => [id, judged(known, id, shadows[id] ?? nothingMet)]),
  );
}

function judged(known: Known, system: SystemId, shadow: ShadowFinding): ShadowFinding {
  const { identifiers, findings, past, decided } = known;
  const given = identifiers.filter(({ trust }) => trust === 'given');
  const hits: Record<SystemId, readonly Hit[]> = Object.fromEntries(
    Object.entries(findings).map(([id, finding]) => [id, finding.hits]),
  );
  hits[system] = shadow.finding.hits;
  const alone = concludeFindings(given, hits, past, decided);
  const before = new Set(followedOf(identifiers));
  return {
    ...shadow,
    finding: alone.findings[system] ?? shadow.finding,
    notFollowed: followedOf(alone.identifiers).filter((key) => !before.has(key)).length,
  };
}

function followedOf(identifiers: readonly KnownIdentifier[]): string[] {
  return identifiers
    .filter(({ trust }) => isFollowed(trust))
    .map(({ identifier }) => identifierKey(identifier));
}
