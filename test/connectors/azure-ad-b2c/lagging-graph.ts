import { SystemFailure } from '../../../src/domain/failure.ts';
import type { GraphAnswer, GraphItem } from '../../../src/connectors/azure-ad-b2c/graph-call.ts';
import type { GraphClient } from '../../../src/connectors/azure-ad-b2c/graph-client.ts';

export type Place = 'live' | 'binned' | 'gone';

export interface Account {
  readonly place: Place;
  readonly userType: string | null;
  readonly identities: readonly { readonly signInType: string; readonly issuer: string }[];
  readonly roles: number;
}

/** What happens to one call. */
export interface Luck {
  /** Whether its connection breaks, before or after the call takes effect. */
  readonly lost: 'before' | 'after' | null;
  /** Seconds until the next try when its connection breaks. */
  readonly outage: number;
  /** By how many seconds the replica that answers lags. */
  readonly lag: number;
}

export interface LaggingGraph {
  readonly graph: GraphClient;
  /** Where the account really is. */
  readonly place: () => Place;
  /** The changes that took effect. */
  readonly effects: readonly string[];
}

export const accountId = '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11';
const ok = (status: number, body?: unknown): GraphAnswer => ({ status, retryAfter: null, body });
const notFound = ok(404, { error: { code: 'Request_ResourceNotFound' } });

/** A tenant with one account. Writes take effect at once. Each read is answered by a replica that lags. */
export function laggingGraph(account: Account, luck: () => Luck, now: () => Date): LaggingGraph {
  const effects: string[] = [];
  const threeDaysAgo = new Date(now().getTime() - 3 * 86_400_000);
  const history: { at: Date; place: Place }[] = [
    { at: new Date(threeDaysAgo.getTime() - 1), place: 'live' },
    { at: threeDaysAgo, place: account.place },
  ];
  let enabled = true;
  let revokedAt = new Date(0);
  const place = () => history.at(-1)?.place ?? 'gone';
  const move = (to: Place, effect: string) => {
    history.push({ at: now(), place: to });
    effects.push(effect);
    return ok(204);
  };

  function seen(lag: number): { at: Date; place: Place } | undefined {
    const until = now().getTime() - lag * 1000;
    return history.findLast(({ at }) => at.getTime() <= until);
  }

  function read(path: string, lag: number): GraphAnswer {
    const shown = seen(lag);
    const inBin = path.includes('deletedItems');
    if (shown?.place !== (inBin ? 'binned' : 'live')) return notFound;
    if (path.includes('directoryRole')) return ok(200, { value: Array(account.roles).fill({}) });
    const { userType, identities } = account;
    if (inBin)
      return ok(200, {
        id: accountId,
        deletedDateTime: shown.at.toISOString(),
        ...{ userType, identities },
      });
    return ok(200, {
      id: accountId,
      userType,
      accountEnabled: enabled,
      createdDateTime: new Date(0).toISOString(),
      signInSessionsValidFromDateTime: revokedAt.toISOString(),
    });
  }

  function change({ method, path, body }: GraphItem): GraphAnswer {
    if (path.includes('deletedItems'))
      return place() === 'binned' ? move('gone', 'purged') : notFound;
    if (place() !== 'live') return notFound;
    if (method === 'DELETE') return move('binned', 'deleted');
    if (method === 'POST') revokedAt = now();
    else enabled = (body as { accountEnabled: boolean }).accountEnabled;
    effects.push(method === 'POST' ? 'revoked' : 'changed');
    return ok(204);
  }

  const carryOut = (item: GraphItem) =>
    item.method === 'GET' ? read(item.path, luck().lag) : change(item);
  async function unlessLost<T>(work: () => T): Promise<T> {
    const { lost } = luck();
    const broken = () => new SystemFailure('unavailable', 'connection broken');
    if (lost === 'before') throw broken();
    const answer = work();
    if (lost === 'after') throw broken();
    return answer;
  }

  const graph: GraphClient = {
    call: (item) => unlessLost(() => carryOut(item)),
    batch: (items, order) =>
      unlessLost(() => {
        const answers: GraphAnswer[] = [];
        for (const item of items) {
          const failed = order === 'inOrder' && answers.some(({ status }) => status > 299);
          answers.push(failed ? ok(424) : carryOut(item));
        }
        return answers;
      }),
    pages: () => {
      throw new Error('no collection is read');
    },
    linkedPages: () => {
      throw new Error('no collection is read');
    },
    failureOf: ({ status }) => new SystemFailure('unavailable', `HTTP ${String(status)}`),
  };
  return { graph, place, effects };
}
