import type { HoldAnswer, Intent, SignInState } from '../../ports/system-access.ts';
import { stillSettling } from '../kit/settling.ts';
import { type LiveUser, readAccount, readOrdinaryAccount } from './account-state.ts';
import type { GraphItem } from './graph-call.ts';
import type { GraphClient } from './graph-client.ts';

export interface HoldOptions {
  readonly settleSeconds: number;
  readonly now: () => Date;
}

/** In seconds: Graph stores whole seconds, and its clock differs from ours. */
const clockToleranceSeconds = 2;

/**
 * Revokes the sessions of an account, then disables it. An account that was disabled before is not changed, because it cannot sign in. The
 * first try sees the original state of the account, and this state is stored before anything is changed. An account that can sign in may
 * have got a session since an earlier try or an earlier freeze, so its sessions are revoked in every try.
 */
export async function holdUser(
  graph: GraphClient,
  id: string,
  intent: Intent,
  remember: (found: SignInState) => Promise<void>,
  options: HoldOptions,
): Promise<HoldAnswer> {
  const { user } = await readOrdinaryAccount(graph, id, intent.begunAt);
  // There is nothing to freeze: the account is in the recycle bin, or gone.
  if (!user) return { kind: 'held' };

  if (user.accountEnabled === false) {
    await remember(false);
    return { kind: 'held' };
  }
  // An earlier try may have taken effect although no replica shows it yet.
  const waiting =
    intent.repeated && !wasRevokedSince(user, intent.begunAt)
      ? stillSettling(intent.begunAt, options.settleSeconds, options.now())
      : null;
  if (waiting) return waiting;

  await remember(user.accountEnabled ?? null);
  await freeze(graph, id);
  return { kind: 'held' };
}

function wasRevokedSince(user: LiveUser, begunAt: string): boolean {
  const revokedAt = Date.parse(user.signInSessionsValidFromDateTime ?? '');
  const createdAt = Date.parse(user.createdDateTime ?? '') || 0;
  // Until the first revocation the property holds the time of creation.
  return (
    revokedAt >= Date.parse(begunAt) - clockToleranceSeconds * 1000 &&
    revokedAt > createdAt + clockToleranceSeconds * 1000
  );
}

async function freeze(graph: GraphClient, id: string): Promise<void> {
  const revoke: GraphItem = { method: 'POST', path: `/users/${id}/revokeSignInSessions`, body: {} };
  for (const answer of await graph.batch([revoke, enabling(id, false)], 'inOrder')) {
    // Graph documents 200, but also answers 204.
    if (answer.status < 200 || answer.status > 299) throw graph.failureOf(answer);
  }
}

const enabling = (id: string, accountEnabled: SignInState): GraphItem => ({
  method: 'PATCH',
  path: `/users/${id}`,
  body: { accountEnabled },
});

/**
 * Restores the value of `accountEnabled` that the hold found. A deleted account stays deleted. When Graph refuses the change but the
 * account can sign in, the hold never took effect, and there is nothing to do.
 */
export async function releaseUser(
  graph: GraphClient,
  id: string,
  found: SignInState,
): Promise<void> {
  if (found === false) return;
  const restored = await graph.call(enabling(id, found));
  // Graph may refuse to remove the value. An account without a value can sign in.
  const answer =
    found === null && restored.status === 400 ? await graph.call(enabling(id, true)) : restored;
  if (answer.status === 404 || (answer.status >= 200 && answer.status <= 299)) return;
  const { user } = await readAccount(graph, id);
  if (user?.accountEnabled !== true) throw graph.failureOf(answer);
}
