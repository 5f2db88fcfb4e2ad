import { contradicts } from './given-name.ts';
import { identifierKey, isFollowed, mergeIdentifiers, type KnownIdentifier } from './identifier.ts';
import type { Hit, RecordRef, SystemFinding } from './match.ts';
import type { SystemId } from './system.ts';

/** All hits so far, by system. A system that has not answered yet is missing. */
export type HitsBySystem = Readonly<Record<SystemId, readonly Hit[]>>;

export interface Conclusion {
  readonly identifiers: readonly KnownIdentifier[];
  readonly findings: Readonly<Record<SystemId, SystemFinding>>;
}

interface Candidate {
  readonly system: SystemId;
  readonly record: RecordRef;
  readonly hits: readonly Hit[];
}

const recordKey = (record: RecordRef) => JSON.stringify([record.kind, record.scope, record.id]);

function candidatesOf(hits: HitsBySystem): Candidate[] {
  return Object.entries(hits).flatMap(([system, systemHits]) => {
    const byRecord = new Map<string, Candidate>();
    for (const hit of systemHits) {
      const key = recordKey(hit.record);
      const before = byRecord.get(key)?.hits ?? [];
      byRecord.set(key, { system, record: hit.record, hits: [...before, hit] });
    }
    return [...byRecord.values()];
  });
}

const givenNameOf = (candidate: Candidate) =>
  candidate.hits.find((hit) => hit.givenName)?.givenName ?? null;

/** What a matched record says of the person, in the words of the system that says it. */
function revealedBy(candidates: readonly Candidate[]): KnownIdentifier[] {
  return candidates.flatMap((candidate) =>
    candidate.hits.flatMap((hit) =>
      hit.reveals.map((entry) => ({ ...entry, source: candidate.system })),
    ),
  );
}

/**
 * Decides which records are the person's, from what was given and all hits so far. Always from scratch: a record that looked right in one
 * round may contradict what a later one found, and then nothing it revealed may be followed.
 *
 * Records met by an id are the person's; their given names are the measure for records met by an address alone.
 * Claimed identifiers are never followed, and hits in free fields never count: they are leads.
 *
 * @param past hits on records that matched earlier and may be erased by now: their names and identifiers still count
 */
export function concludeFindings(
  given: readonly KnownIdentifier[],
  hits: HitsBySystem,
  past: HitsBySystem = {},
): Conclusion {
  const candidates = candidatesOf(hits);
  const before = candidatesOf(past);
  const matched = new Set<Candidate>();
  let identifiers = mergeIdentifiers(given, revealedBy(before));

  const joinedBy = (candidate: Candidate, join: Hit['join']) => {
    const followed = followedKeys(identifiers);
    return candidate.hits.some((hit) => hit.join === join && followed.has(identifierKey(hit.by)));
  };
  const names = () => [...before, ...matched].map(givenNameOf).filter((name) => name !== null);
  const accept = (newcomers: readonly Candidate[]) => {
    for (const newcomer of newcomers) matched.add(newcomer);
    identifiers = mergeIdentifiers(identifiers, revealedBy(newcomers));
  };
  const open = () => candidates.filter((candidate) => !matched.has(candidate));

  for (;;) {
    const byId = open().filter((candidate) => joinedBy(candidate, 'id'));
    const byAddress = open().filter((candidate) => joinedBy(candidate, 'address'));
    const next = byId.length > 0 ? byId : compatible(byAddress, names());
    if (next.length === 0) break;
    accept(next);
  }

  const doubtful = new Set(open().filter((candidate) => joinedBy(candidate, 'address')));
  const findings = Object.fromEntries(
    Object.keys(hits).map((system) => {
      const inSystem = (candidate: Candidate) => candidate.system === system;
      return [
        system,
        finding(
          hits[system] ?? [],
          [...matched].filter(inSystem),
          [...doubtful].filter(inSystem),
          candidates.filter(inSystem),
          identifiers,
        ),
      ];
    }),
  );
  return { identifiers, findings };
}

function followedKeys(identifiers: readonly KnownIdentifier[]): Set<string> {
  return new Set(
    identifiers
      .filter((entry) => isFollowed(entry.trust))
      .map((entry) => identifierKey(entry.identifier)),
  );
}

/** Without a name to measure by, candidates that contradict one another are all in doubt. */
function compatible(candidates: readonly Candidate[], names: readonly string[]): Candidate[] {
  const measures = names.length > 0 ? names : candidates.map(givenNameOf);
  return candidates.filter(
    (candidate) => !measures.some((name) => contradicts(name, givenNameOf(candidate))),
  );
}

function finding(
  hits: readonly Hit[],
  matched: readonly Candidate[],
  doubtful: readonly Candidate[],
  all: readonly Candidate[],
  identifiers: readonly KnownIdentifier[],
): SystemFinding {
  const records = matched.map((candidate) => candidate.record);
  const followed = followedKeys(identifiers);
  const freeOnly = all.filter(
    (candidate) => !matched.includes(candidate) && !doubtful.includes(candidate),
  );
  const claims = new Set(
    revealedBy(matched)
      .map((entry) => identifierKey(entry.identifier))
      .filter((key) => !followed.has(key)),
  );
  const leads = freeOnly.length + claims.size;
  if (doubtful.length > 0 || linksToSeveral(matched, followed)) {
    return { state: 'ambiguous', hits, records: [], leads };
  }
  return records.length > 0
    ? { state: 'matched', hits, records, leads }
    : { state: 'none', hits, records: [], leads };
}

/** One identifier that leads to several records of the same kind and list: a person must choose. */
function linksToSeveral(matched: readonly Candidate[], followed: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  return matched.some((candidate) => {
    const links = new Set(
      candidate.hits
        .filter((hit) => hit.join !== 'free' && followed.has(identifierKey(hit.by)))
        .map((hit) =>
          JSON.stringify([candidate.record.kind, candidate.record.scope, identifierKey(hit.by)]),
        ),
    );
    const several = [...links].some((link) => seen.has(link));
    for (const link of links) seen.add(link);
    return several;
  });
}
