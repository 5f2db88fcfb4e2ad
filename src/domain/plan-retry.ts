import type { Dossier } from './dossier.ts';
import { foundRecords, pastRecords } from './last-search.ts';
import { sameRecord } from './match.ts';
import type { RequestType } from './request-type.ts';
import { settle } from './settle.ts';
import { unsettled, type SystemVerdict } from './verdict.ts';

/**
 * The plan for one system in a retry. A system that is retried has no verdict yet. In every other system, what was done before stays done,
 * unless records turn up there that nobody knew.
 * @param before the row as the earlier run left it
 * @param fresh the row by the new search alone
 */
export function retriedRow(
  before: SystemVerdict | undefined,
  fresh: SystemVerdict,
  type: RequestType,
  dossier: Dossier,
): SystemVerdict {
  if (!before) return fresh;
  switch (before.verdict) {
    case null:
      return type === 'erasure' && isGoneNow(fresh, dossier) ? settle(fresh, unsettled) : fresh;
    case 'absent':
    case 'unsearched':
    case 'unconfirmed':
      return fresh;
    case 'erased':
    case 'exported':
    case 'expires':
      return isVisitedOrKept(fresh) && isSomethingNew(fresh, dossier) ? fresh : before;
    case 'retained':
      // The rule may be gone, or say something else by now.
      return isVisitedOrKept(fresh) ? fresh : before;
    default:
      return before;
  }
}

const isVisitedOrKept = ({ verdict }: SystemVerdict) => verdict === null || verdict === 'retained';

/** An earlier run found records there and the search finds none now. Only reading them back tells whether they are erased. */
function isGoneNow({ id }: SystemVerdict, dossier: Dossier): boolean {
  return dossier.findings[id]?.state === 'none' && pastRecords(dossier, id).length > 0;
}

function isSomethingNew({ id }: SystemVerdict, dossier: Dossier): boolean {
  const known = pastRecords(dossier, id);
  return foundRecords(dossier.findings[id]).some(
    (record) => !known.some((one) => sameRecord(one, record)),
  );
}
