import type { RegisteredRequest, RequestId } from '../../domain/request.ts';
import { searchesAwaitedUntil } from '../../domain/order-of-arrival.ts';
import type { Clock } from '../../ports/clock.ts';
import { registerPartition, type Pointer } from './rows.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import { shareReads } from './shared-reads.ts';

interface Query {
  /** Milliseconds of Unix time. */
  readonly askedAt: number;
  /** The earliest request that reads and is still searching. */
  readonly earliest: RequestId | null;
}

/** The clocks of two hosts may differ by this much. */
const clockSkewMs = 1000;

/** Says whether an erasure must wait for an earlier request that is still searching. */
export type AwaitsSearch = (
  request: RegisteredRequest,
  orderWaitSeconds: number,
) => Promise<boolean>;

/**
 * A new request is always later than the registered requests. So the answer "no earlier request is searching" stays true for every erasure
 * that was accepted before the query. Many erasures together need only one query.
 */
export function watchSearches(table: RegisterTable, now: Clock): AwaitsSearch {
  const share = shareReads<Query>();
  let last: Query = { askedAt: 0, earliest: null };

  async function ask(): Promise<Query> {
    const askedAt = now().getTime();
    const from = 'searching-';
    const pages = rowsBetween<Pointer>(table, registerPartition, from, after(from), {
      pageSize: 1,
    });
    const first = await pages.next();
    const [row] = first.done ? [] : first.value;
    return (last = { askedAt, earliest: row?.requestId ?? null });
  }
  const isEarlier = ({ earliest }: Query, { id }: RegisteredRequest) =>
    earliest !== null && earliest < id;

  return async (request, orderWaitSeconds) => {
    const until = searchesAwaitedUntil(request, orderWaitSeconds);
    if (until === null || now().getTime() >= until) return false;
    const known = last.askedAt >= Date.parse(request.receivedAt) + clockSkewMs;
    if (known && !isEarlier(last, request)) return false;
    return isEarlier(await share('', ask), request);
  };
}
