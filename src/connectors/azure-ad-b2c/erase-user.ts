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
 * Deletes a user, which puts it into the recycle bin, and purges it from there. Safe to call again after a crash at any point, for every
 * call begins with what Graph says now. Replicas lag: right after the deletion the bin does not show the user yet.
 */
export async function eraseUser(
  graph: GraphClient,
  id: string,
  intent: Intent,
  options: EraseOptions,
): Promise<EraseAnswer> {
  if (intent.repeated) {
    // Mostly an earlier try has put it into the bin by now: then one call is enough.
    const purged = await ifInBin(graph, id, purging(id));
    if (purged) return afterPurge(graph, purged.answer, purged.deletedDateTime, options);
  }
  const { user, deleted } = await readOrdinaryAccount(graph, id);
  if (deleted) {
    const answer = await graph.call(purging(id));
    return afterPurge(graph, answer, deleted.deletedDateTime, options);
  }
  if (user) {
    const answer = await graph.call({ method: 'DELETE', path: `/users/${id}` });
    // 404: deleted by an earlier try, and the replica that answered first did not know.
    if (answer.status !== 404 && !succeeded(answer)) throw graph.failureOf(answer);
    return { kind: 'pending', seconds: 1 };
  }
  // In neither place: purged already, or on its way into the bin. Only time tells which.
  return stillSettling(intent.begunAt, options.settleSeconds, options.now()) ?? { kind: 'done' };
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
  // The replica that showed it may be behind an earlier purge; reading back will tell.
  if (answer.status === 404) return { kind: 'done' };
  if (isProtected(answer) && deletedDateTime !== null) {
    const endsAt = Date.parse(deletedDateTime) + protectedDays * secondsPerDay * 1000;
    return { kind: 'pending', seconds: Math.max(60, Math.ceil((endsAt - now().getTime()) / 1000)) };
  }
  // Microsoft's pages disagree on whether an app may purge. Where it may not, the bin empties itself, which reading back says.
  if (answer.status === 403) return { kind: 'done' };
  throw graph.failureOf(answer);
}

const succeeded = (answer: GraphAnswer) => answer.status >= 200 && answer.status < 300;

/** Graph documents the protection but no code of its refusal. */
const isProtected = ({ status, body }: GraphRefusal) =>
  status >= 400 && status < 500 && /hard.?delete/i.test(graphCode(body) ?? '');
