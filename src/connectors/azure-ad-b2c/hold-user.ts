import type { HoldAnswer, Intent } from '../../ports/system-access.ts';
import { stillSettling } from '../kit/settling.ts';
import { type LiveUser, readAccount, readOrdinaryAccount } from './account-state.ts';
import type { GraphItem } from './graph-call.ts';
import type { GraphClient } from './graph-client.ts';

export interface HoldOptions {
  readonly settleSeconds: number;
  readonly now: () => Date;
}

/** Graph keeps whole seconds, and its clock is not ours. */
const clockTolerance = 2;

/**
 * Revokes the sessions of an account, then disables it: in this order, so that after a crash a disabled account whose sessions were
 * revoked since the intent can only be our own doing. An account that was disabled before is left as it is, for it cannot sign in.
 */
export async function holdUser(
  graph: GraphClient,
  id: string,
  intent: Intent,
  remember: (wasEnabled: boolean) => Promise<void>,
  options: HoldOptions,
): Promise<HoldAnswer> {
  const { user } = await readOrdinaryAccount(graph, id, intent.begunAt);
  // Nothing to freeze: it is in the recycle bin, or gone.
  if (!user) return { kind: 'held' };

  const revoked = intent.repeated && wasRevokedSince(user, intent.begunAt);
  if (user.accountEnabled === false) {
    await remember(revoked);
    return { kind: 'held' };
  }
  // An earlier try may have worked although no replica shows it yet.
  const waiting =
    intent.repeated && !revoked
      ? stillSettling(intent.begunAt, options.settleSeconds, options.now())
      : null;
  if (waiting) return waiting;

  await remember(true);
  await change(graph, id, revoked);
  return { kind: 'held' };
}

function wasRevokedSince(user: LiveUser, begunAt: string): boolean {
  const revokedAt = Date.parse(user.signInSessionsValidFromDateTime ?? '');
  const createdAt = Date.parse(user.createdDateTime ?? '') || 0;
  // At first it is the time of creation, which says nothing of a revocation.
  return (
    revokedAt >= Date.parse(begunAt) - clockTolerance * 1000 &&
    revokedAt > createdAt + clockTolerance * 1000
  );
}

async function change(graph: GraphClient, id: string, revoked: boolean): Promise<void> {
  const revoke: GraphItem = { method: 'POST', path: `/users/${id}/revokeSignInSessions`, body: {} };
  const items = revoked ? [enabling(id, false)] : [revoke, enabling(id, false)];
  for (const answer of await graph.batch(items, 'inOrder')) {
    // Documented is 200, seen is 204 too.
    if (answer.status < 200 || answer.status > 299) throw graph.failureOf(answer);
  }
}

const enabling = (id: string, accountEnabled: boolean): GraphItem => ({
  method: 'PATCH',
  path: `/users/${id}`,
  body: { accountEnabled },
});

/**
 * Lets the account sign in again, unless it could not before the hold either. A deleted account stays deleted. Where the change is
 * refused, an account that can sign in needs none: the hold never took effect.
 */
export async function releaseUser(
  graph: GraphClient,
  id: string,
  wasEnabled: boolean,
): Promise<void> {
  if (!wasEnabled) return;
  const answer = await graph.call(enabling(id, true));
  if (answer.status === 404 || (answer.status >= 200 && answer.status <= 299)) return;
  const { user } = await readAccount(graph, id);
  if (user?.accountEnabled !== true) throw graph.failureOf(answer);
}
