import { randomBytes } from 'node:crypto';
import { identifierKey, type Identifier } from '../../domain/identifier.ts';
import type { Intake } from '../intake.ts';
import type { Match } from './matches-of.ts';

type Needs = Pick<Intake, 'keptSearches' | 'envelopes' | 'lookupHash' | 'now'>;

/** The part of a match that is sealed and stored. */
type KeptMatch = Pick<Match, 'match' | 'records' | 'by'>;

/** For how long a request can be started from a search. */
const keptMs = 30 * 60_000;

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The code of a search, such as `s14XK…`: 130 random bits. */
export const searchCode = /^s1[0-9A-HJKMNP-TV-Z]{26}$/;

export function newSearchCode(): string {
  return `s1${Array.from(randomBytes(26), (byte) => letters[byte % 32]).join('')}`;
}

/** The name of the row differs for each caller, and does not reveal the code. */
const markOf = ({ lookupHash }: Needs, code: string, caller: string): string =>
  lookupHash('search', caller, code);

/** Seals and stores the matches of a search for its caller. */
export async function keepSearch(
  needs: Needs,
  code: string,
  caller: string,
  matches: readonly Match[],
): Promise<void> {
  const mark = markOf(needs, code, caller);
  const kept: KeptMatch[] = matches.map(({ match, records, by }) => ({ match, records, by }));
  const until = new Date(needs.now().getTime() + keptMs).toISOString();
  await needs.keptSearches.keep(mark, await needs.envelopes.seal(mark, kept), until);
}

/** The identifiers of the matches that the caller chose, or why there are none. */
type Chosen =
  | { readonly kind: 'chosen'; readonly identifiers: readonly Identifier[] }
  /** The caller has no such search, or the search is too old. */
  | { readonly kind: 'unknown-search' }
  | { readonly kind: 'unknown-match' };

/**
 * The identifiers of the chosen matches: the ids of their records, and the given identifiers that led to them and to no other match. An
 * identifier that also led to another match is left out, because that match may be another person with the same address.
 */
export async function chosenFrom(
  needs: Needs,
  caller: string,
  { search, matches }: { readonly search: string; readonly matches: readonly string[] },
): Promise<Chosen> {
  const mark = markOf(needs, search, caller);
  const envelope = await needs.keptSearches.read(mark, needs.now().toISOString());
  if (!envelope) return { kind: 'unknown-search' };
  const kept = (await needs.envelopes.open(mark, envelope)) as readonly KeptMatch[];
  const chosen = kept.filter(({ match }) => matches.includes(match));
  if (chosen.length < new Set(matches).size) return { kind: 'unknown-match' };
  const others = kept.filter((one) => !chosen.includes(one));
  const elsewhere = new Set(others.flatMap(({ by }) => by).map(identifierKey));
  return {
    kind: 'chosen',
    identifiers: chosen.flatMap(({ records, by }) => [
      ...records,
      ...by.filter((one) => !elsewhere.has(identifierKey(one))),
    ]),
  };
}
