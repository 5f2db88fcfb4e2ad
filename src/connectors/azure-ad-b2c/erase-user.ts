import type { EraseAnswer, Intent } from '../../ports/system-access.ts';
import { stillSettling } from '../kit/settling.ts';
import { ifInBin, readOrdinaryAccount } from './account-state.ts';
import { graphCode, type GraphRefusal } from './graph-failure.ts';
import type { GraphAnswer, GraphItem } from './graph-call.ts';
import type { GraphClient } from './graph-client.ts';

export interface EraseOptions {
  readonly settleSeconds: number;
  readonly now: () => Date;
}

const secondsPerDay = 86_400;
/** https://learn.microsoft.com/graph/api/directory-deleteditems-delete: hard-delete protection. */
const protectedDays = 7;

/**
 * Deletes a user, which moves it into the recycle bin, and purges it from there. It is safe to call this again after a crash at any point,
 * because every try first reads what Graph shows now. Replicas lag: right after the deletion, the bin does not show the user yet.
 */
export async function eraseUser(
  graph: GraphClient,
  id: string,
  intent: Intent,
  options: EraseOptions,
): Promise<EraseAnswer> {
  const now = options.now().toISOString();
  if (intent.since !== null) {
    // This request deleted the account. Usually the bin already shows it. Then one call is enough.
    const purged = await ifInBin(graph, id, purging(id));
    if (purged) return afterPurge(graph, purged.answer, purged.deletedDateTime, options);
  }
  const { user, deleted } = await readOrdinaryAccount(graph, id, intent.begunAt);
  if (deleted) {
    const answer = await graph.call(purging(id));
    return afterPurge(graph, answer, deleted.deletedDateTime, options);
  }
  if (user) {
    const answer = await graph.call({ method: 'DELETE', path: `/users/${id}` });
    if (succeeded(answer)) return { kind: 'pending', seconds: 1, since: now };
    // 404: an earlier try deleted the account, but the replica that answered the read did not show that yet.
    if (answer.status === 404) return { kind: 'pending', seconds: 1, since: intent.since ?? now };
    throw graph.failureOf(answer);
  }
  // The account is in neither place: it was purged, or the bin does not show it yet. After `settleSeconds` since the last effect that Graph
  // confirmed, it was purged. If no effect was confirmed, the time counts from this try, which is later than any effect.
  const since = intent.since ?? now;
  const waiting = stillSettling(since, options.settleSeconds, options.now());
  return waiting ? { ...waiting, since } : { kind: 'done' };
}

const purging = (id: string): GraphItem => ({
  method: 'DELETE',
  path: `/directory/deletedItems/${id}`,
});

function afterPurge(
  graph: GraphClient,
  answer: GraphAnswer,
  deletedDateTime: string | null,
  { now }: EraseOptions,
): EraseAnswer {
  if (succeeded(answer)) return { kind: 'done' };
  // The replica that showed the account may lag behind an earlier purge. Reading back will decide.
  if (answer.status === 404) return { kind: 'done' };
  if (isProtected(answer) && deletedDateTime !== null) {
    const endsAt = Date.parse(deletedDateTime) + protectedDays * secondsPerDay * 1000;
    const seconds = Math.max(60, Math.ceil((endsAt - now().getTime()) / 1000));
    return { kind: 'pending', seconds, since: deletedDateTime };
  }
  // Microsoft's pages disagree on whether an app may purge. If it may not, the bin drops the account after 30 days.
  if (answer.status === 403) return { kind: 'done', staysInBin: true };
  throw graph.failureOf(answer);
}

const succeeded = (answer: GraphAnswer) => answer.status >= 200 && answer.status < 300;

/** Graph documents the protection, but not the error code of the refusal. */
const isProtected = ({ status, body }: GraphRefusal) =>
  status >= 400 && status < 500 && /hard.?delete/i.test(graphCode(body) ?? '');
