import type { SystemFinding } from './match.ts';
import {
  nothingSearched,
  wasRefused,
  type LookUp,
  type NotSearched,
  type SearchRecord,
} from './search-record.ts';
import type { Dossier } from './dossier.ts';
import type { SystemDescription, SystemId } from './system.ts';
import { settledAs, type Settlement, type UnsearchedReason } from './verdict.ts';

// A system is `absent` only when it was asked by every identifier that it can be asked by, and refused no look-up. These rules decide what
// is true of a system in which no certain match was found.

/**
 * The directories that could not be read, or that refused a look-up. Each of them might have revealed an identifier, such as an e-mail
 * address, by which the other systems were then not asked. Nobody follows what a directory in shadow mode reveals.
 */
export function directoriesUnread(
  systems: readonly SystemDescription[],
  dossier: Pick<Dossier, 'findings' | 'searches'>,
  failed: readonly { readonly system: SystemId }[],
): SystemId[] {
  return systems
    .filter(({ role, shadow }) => role === 'directory' && !shadow)
    .map(({ id }) => id)
    .filter((id) => {
      const isRead = dossier.findings[id] && !failed.some(({ system }) => system === id);
      return !isRead || wasRefused(dossier.searches?.[id] ?? nothingSearched);
    });
}

/** What was not searched in one system, with the reasons that only the whole request shows. */
export function completedRecord(
  { searched, notSearched }: SearchRecord,
  lookUps: readonly LookUp[],
  unread: readonly SystemId[],
): SearchRecord {
  const asked = new Set<string>(searched.map(({ by }) => by));
  const refused = notSearched.filter(({ why }) => why !== 'not-offered').map(({ what }) => what);
  const kinds = new Set(lookUps.map(({ by }) => by));
  const unknown = [...kinds].filter(
    (by) => !asked.has(by) && !refused.some((what) => what.startsWith(`${by}-in-`)),
  );
  return {
    searched,
    notSearched: [
      ...notSearched,
      ...unread.map((id): NotSearched => ({
        what: `identifiers-of-${id}`,
        why: 'incomplete',
      })),
      ...unknown.map((what): NotSearched => ({ what, why: 'no-identifier' })),
    ],
  };
}

/** The reasons for which a system counts as unsearched, the most serious first. */
const gravest: readonly UnsearchedReason[] = ['shadow', 'control-missing', 'refused', 'incomplete'];

/** What is true of a system that was read and holds no certain match. */
export function settlementWithoutMatch(
  { leads }: Pick<SystemFinding, 'leads'>,
  { searched, notSearched }: SearchRecord,
): Settlement {
  const reason = gravest.find((one) => notSearched.some(({ why }) => why === one));
  if (reason) return unsearched(reason);
  if (leads > 0) return settledAs('unconfirmed');
  return searched.length === 0 ? unsearched('no-identifier') : settledAs('absent');
}

export function unsearched(reason: UnsearchedReason): Settlement {
  return { verdict: 'unsearched', code: null, until: null, reason };
}
