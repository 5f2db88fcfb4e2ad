import type { HoldAnswer, Intent } from '../../ports/system-access.ts';
import { stillSettling } from '../kit/settling.ts';
import { type LiveUser, readAccount, readOrdinaryAccount } from './account-state.ts';
import type { GraphItem } from './graph-call.ts';
import type { GraphClient } from './graph-client.ts';

export interface HoldOptions {
  readonly settleSeconds: number;
  readonly now: () => Date;
}

/** In seconds: Graph stores whole seconds, and its clock differs from ours. */
const clockTolerance = 2;

/**
 * Revokes the sessions of an account, then disables it. The order matters after a crash: when a disabled account had its sessions revoked
 * after the intent, Habeas itself disabled it. An account that was disabled before is not changed, because it cannot sign in.
 */
export async function holdUser(
  graph: GraphClient,
  id: string,
  intent: Intent,
  remember: (wasEnabled: boolean) => Promise<void>,
  options: HoldOptions,
): Promise<HoldAnswer> {
  const { user } = await readOrdinaryAccount(graph, id, intent.begunAt);
  // There is nothing to freeze: the account is in the recycle bin, or gone.
  if (!user) return { kind: 'held' };

  const revoked = intent.repeated && wasRevokedSince(user, intent.begunAt);
  if (user.accountEnabled === false) {
    await remember(revoked);
    return { kind: 'held' };
  }
  // An earlier try may have taken effect although no replica shows it yet.
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
  // Until the first revocation the property holds the time of creation.
  return (
    revokedAt >= Date.parse(begunAt) - clockTolerance * 1000 &&
    revokedAt > createdAt + clockTolerance * 1000
  );
}

async function change(graph: GraphClient, id: string, revoked: boolean): Promise<void> {
  const revoke: GraphItem = { method: 'POST', path: `/users/${id}/revokeSignInSessions`, body: {} };
  const items = revoked ? [enabling(id, false)] : [revoke, enabling(id, false)];
  for (const answer of await graph.batch(items, 'inOrder')) {
    // Graph documents 200, but also answers 204.
    if (answer.status < 200 || answer.status > 299) throw graph.failureOf(answer);
  }
}

const enabling = (id: string, accountEnabled: boolean): GraphItem => ({
  method: 'PATCH',
  path: `/users/${id}`,
  body: { accountEnabled },
});

/**
 * Lets the account sign in again, unless it was already disabled before the hold. A deleted account stays deleted. When Graph refuses the
 * change but the account can sign in, the hold never took effect, and nothing is to be done.
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
