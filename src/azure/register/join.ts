import { TableTransaction } from '@azure/data-tables';
import { isTerminal, type RequestId } from '../../domain/request.ts';
import { mostIndexChanges } from './index-rows.ts';
import { joinClaims, readClaims, unclaimed, type ClaimRow, type Joined } from './claim-rows.ts';
import type { Holdings } from './request-entity.ts';
import type { RegisterParts } from './register-parts.ts';
import { mostOperations, untilUndisturbed } from './transaction.ts';

/** The highest number of claims in one transaction: each may need two operations, besides the row of the request and its rows for lists. */
const mostClaims = Math.floor((mostOperations - 1 - mostIndexChanges) / 2);

/** Claims the records that a request has found. The request keeps its place among the others with the same claims. It does not begin yet. */
export async function joinIn(
  parts: RegisterParts,
  requestId: RequestId,
  hashes: readonly string[],
): Promise<void> {
  for (let from = 0; from < hashes.length; from += mostClaims) {
    const some = hashes.slice(from, from + mostClaims);
    if (await joinSome(parts, requestId, some, async (missing) => unclaimed(missing))) continue;
    await parts.oneAtATime(() =>
      untilUndisturbed(async () => {
        const read = (missing: readonly string[]) => readClaims(parts.table, missing);
        return (await joinSome(parts, requestId, some, read)) ? undefined : 'disturbed';
      }),
    );
  }
}

async function joinSome(
  { requests }: RegisterParts,
  requestId: RequestId,
  hashes: readonly string[],
  rowsOf: (missing: readonly string[]) => Promise<ClaimRow[]>,
): Promise<boolean> {
  const stored = await requests.recall(requestId);
  if (isTerminal(stored.request.state)) return true;
  const { begun, claims } = stored.holdings;
  const held = new Set(claims);
  const missing = [...new Set(hashes)].filter((hash) => !held.has(hash));
  if (missing.length === 0) return true;
  const change = new TableTransaction();
  const joined = joinClaims(change, { id: requestId, begun }, await rowsOf(missing));
  const holdings = withJoined(stored.holdings, joined);
  const done = await requests.replace(stored, { holdings }, change);
  for (const id of [...joined.after, ...joined.undecided]) requests.forget(id);
  return done;
}

/** The holdings of a request after it has joined claims. */
export function withJoined(holdings: Holdings, joined: Joined): Holdings {
  return {
    ...holdings,
    claims: [...holdings.claims, ...joined.claims],
    after: [...new Set([...holdings.after, ...joined.after])],
    undecided: [...new Set([...holdings.undecided, ...joined.undecided])],
    shared: holdings.shared || joined.shared,
  };
}
