import type { EraseAnswer, Intent } from '../../ports/system-access.ts';
import { stillSettling } from '../kit/settling.ts';
import { readOrdinaryAccount } from './account-state.ts';
import { graphCode, type GraphRefusal } from './graph-failure.ts';
import type { GraphAnswer, GraphClient } from './graph-client.ts';

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
  const { user, deleted } = await readOrdinaryAccount(graph, id);
  if (deleted) return purge(graph, id, deleted.deletedDateTime, options);
  if (user) {
    const answer = await graph.call({ method: 'DELETE', path: `/users/${id}` });
    // 404: deleted by an earlier try, and the replica that answered first did not know.
    if (answer.status !== 404 && !succeeded(answer)) throw graph.failureOf(answer);
    return { kind: 'pending', seconds: 1 };
  }
  // In neither place: purged already, or on its way into the bin. Only time tells which.
  return stillSettling(intent.begunAt, options.settleSeconds, options.now()) ?? { kind: 'done' };
}

async function purge(
  graph: GraphClient,
  id: string,
  deletedDateTime: string | null,
  { now }: EraseOptions,
): Promise<EraseAnswer> {
  const answer = await graph.call({ method: 'DELETE', path: `/directory/deletedItems/${id}` });
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
