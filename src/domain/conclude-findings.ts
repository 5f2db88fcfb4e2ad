import { choiceOf, type Choice } from './choice.ts';
import { identifierKey, isFollowed, mergeIdentifiers, type KnownIdentifier } from './identifier.ts';
import type { Hit, RecordRef, SystemFinding } from './match.ts';
import { compareNames, isNamed, readName, type ReadName } from './person-name.ts';
import { systemIdsIn, type SystemId } from './system.ts';

/** All hits so far, by system. A system that has not answered yet is missing. */
export type HitsBySystem = Readonly<Record<SystemId, readonly Hit[]>>;

export interface Conclusion {
  readonly identifiers: readonly KnownIdentifier[];
  readonly findings: Readonly<Record<SystemId, SystemFinding>>;
}

interface Candidate {
  readonly system: SystemId;
  readonly record: RecordRef;
  readonly name: ReadName;
  readonly hits: readonly Hit[];
}

const recordKey = (record: RecordRef) => JSON.stringify([record.kind, record.scope, record.id]);

function candidatesOf(hits: HitsBySystem): Candidate[] {
  return systemIdsIn(hits).flatMap((system) => {
    const byRecord = new Map<string, Candidate>();
    for (const hit of hits[system] ?? []) {
      const key = recordKey(hit.record);
      const before = byRecord.get(key);
      const name = before && isNamed(before.name) ? before.name : readName(hit.name);
      byRecord.set(key, { system, record: hit.record, name, hits: [...(before?.hits ?? []), hit] });
    }
    return [...byRecord.values()];
  });
}

/** The identifiers that the hits on these records reveal, each with the system that revealed it. */
function revealedBy(candidates: readonly Candidate[]): KnownIdentifier[] {
  return candidates.flatMap((candidate) =>
    candidate.hits.flatMap((hit) =>
      hit.reveals.map((entry) => ({ ...entry, source: candidate.system })),
    ),
  );
}

/**
 * Decides which records belong to the person, from the given identifiers and all hits so far. It always starts from scratch: a later round
 * may contradict a record that matched in an earlier round. Identifiers that this record revealed must then no longer be followed.
 *
 * Records are matched in three steps: accounts found by their own object ID, then records that carry an id of the person, then records
 * found by an address. The name on each record is compared with the names on the records matched before, then with the names on the
 * other new records. A record whose name clashes is in doubt, and its identifiers are not followed.
 * Claimed identifiers are never followed. Hits in free fields are leads and never match.
 *
 * When an operator has decided about a record, it either is the person's or is ignored.
 *
 * @param past hits on records that matched earlier and may be erased by now; their names and identifiers still count
 */
export function concludeFindings(
  given: readonly KnownIdentifier[],
  hits: HitsBySystem,
  past: HitsBySystem = {},
  choices: readonly Choice[] = [],
): Conclusion {
  const decided = ({ system, record }: Candidate) => choiceOf(choices, system, record);
  const candidates = candidatesOf(hits).filter((one) => decided(one) !== false);
  const chosen = candidates.filter(decided);
  const before = candidatesOf(past);
  const matched = new Set<Candidate>(chosen);
  let identifiers = mergeIdentifiers(given, revealedBy([...before, ...chosen]));
  let certain = identifiers;

  const joinedBy = (step: Step, counts: (hit: Hit) => boolean) => {
    const [followed, sure] = [followedKeys(identifiers), followedKeys(certain)];
    const isStep = (candidate: Candidate) => (hit: Hit) =>
      counts(hit) &&
      followed.has(identifierKey(hit.by)) &&
      stepOf(hit, candidate.system, sure) === step;
    return candidates.filter((one) => !matched.has(one) && one.hits.some(isStep(one)));
  };
  const newcomers = () => {
    const names = [...before, ...matched].map(({ name }) => name);
    const rivals: Candidate[] = [];
    for (const step of steps) {
      const fitting = joinedBy(step, isCertain).filter(
        (one) => !names.some((n) => clash(n, one.name, step)),
      );
      rivals.push(...fitting);
      const next = fitting.filter((one) => !clashesWithAny(one, rivals, step));
      if (next.length > 0) return { step, next };
    }
    return null;
  };

  for (let found = newcomers(); found !== null; found = newcomers()) {
    const { step, next } = found;
    for (const newcomer of next) matched.add(newcomer);
    identifiers = mergeIdentifiers(identifiers, revealedBy(next));
    const known = next.filter(({ name }) => step !== 'address' || isNamed(name));
    certain = mergeIdentifiers(certain, revealedBy(known));
  }

  const doubtful = new Set(steps.flatMap((step) => joinedBy(step, () => true)));
  const findings = Object.fromEntries(
    systemIdsIn(hits).map((system) => {
      const inSystem = (candidate: Candidate) => candidate.system === system;
      return [
        system,
        finding(
          hits[system] ?? [],
          [...matched].filter(inSystem),
          [...doubtful].filter(inSystem),
          candidates.filter(inSystem),
          identifiers,
          new Set(chosen),
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

/** When records were merged, the remaining record may hold the data of two people. So it never matches by the id of a merged record alone. */
const isCertain = ({ merged }: Hit) => merged !== true;

/** The ways in which a record can be found, the most reliable one first. */
const steps = ['own-account', 'id', 'address'] as const;
type Step = (typeof steps)[number];

/** An id is as unreliable as an address when its only source is a record without a name that was itself found by an address. */
function stepOf({ join, by }: Hit, system: SystemId, certain: ReadonlySet<string>): Step | null {
  if (join === 'free') return null;
  if (join === 'address' || !certain.has(identifierKey(by))) return 'address';
  return by.kind === 'account' && by.system === system ? 'own-account' : 'id';
}

/** A record with an id of the person may hold a shorter name. A record found by an address may not: relatives often share addresses. */
function clash(one: ReadName, other: ReadName, step: Step): boolean {
  const relation = compareNames(one, other);
  return relation === 'contradict' || (relation === 'doubtful' && step === 'address');
}

function clashesWithAny(one: Candidate, rivals: readonly Candidate[], step: Step): boolean {
  return rivals.some((rival) => rival !== one && clash(rival.name, one.name, step));
}

function finding(
  hits: readonly Hit[],
  matched: readonly Candidate[],
  doubtful: readonly Candidate[],
  all: readonly Candidate[],
  identifiers: readonly KnownIdentifier[],
  chosen: ReadonlySet<Candidate>,
): SystemFinding {
  const records = matched.map((candidate) => candidate.record);
  const followed = followedKeys(identifiers);
  const free = all.filter(
    (candidate) => !matched.includes(candidate) && !doubtful.includes(candidate),
  );
  const leads = free.length;
  const asLeads = free.map(({ record }) => ({ record, lead: true }));
  if (doubtful.length > 0 || linksToSeveral(matched, followed, chosen)) {
    const undecided = [...matched, ...doubtful].filter((one) => !chosen.has(one));
    const open = undecided.map(({ record }) => ({ record, lead: false }));
    return { state: 'ambiguous', hits, records: [], leads, inDoubt: [...open, ...asLeads] };
  }
  return records.length > 0
    ? { state: 'matched', hits, records, leads, inDoubt: asLeads }
    : { state: 'none', hits, records: [], leads, inDoubt: asLeads };
}

/**
 * Does one identifier lead to several records of the same kind and list? Then an operator must choose, unless an operator has already
 * chosen all of them.
 */
function linksToSeveral(
  matched: readonly Candidate[],
  followed: ReadonlySet<string>,
  chosen: ReadonlySet<Candidate>,
): boolean {
  if (matched.every((one) => chosen.has(one))) return false;
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
