import { z } from 'zod';
import type { VerifyAnswer } from '../../domain/read-back.ts';
import type { EraseAnswer } from '../../ports/system-access.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { pendingUntil } from '../kit/pending-until.ts';
import { readUser, requireEndUser, userPath } from './user.ts';

/**
 * Deletes the user in two steps: the first one can be undone, the second one is permanent.
 * https://developer.zendesk.com/api-reference/ticketing/users/users/#permanently-delete-user
 */
export async function eraseUser(client: VendorClient, id: string, now: Date): Promise<EraseAnswer> {
  const user = await readUser(client, id);
  if (!user) return { kind: 'done' };
  requireEndUser(user);
  if (user.active) await client.tell({ method: 'DELETE', path: userPath(id) });
  const path = `/api/v2/deleted_users/${encodeURIComponent(id)}`;
  if (await client.tell({ method: 'DELETE', path })) return { kind: 'done' };
  // The list of deleted users lags behind the first step.
  return { kind: 'pending', seconds: 2, since: now.toISOString() };
}

/** https://developer.zendesk.com/api-reference/ticketing/users/users/#show-compliance-deletion-statuses */
const statuses = z.object({
  compliance_deletion_statuses: z.array(z.object({ action: z.string(), application: z.string() })),
});

/** Zendesk says that its products have deleted everything within 30 days. */
const longestMs = 30 * 86_400_000;

/** Each product of the account deletes the user by itself, and says when it has finished. */
export async function verifyUser(
  client: VendorClient,
  id: string,
  erasedAt: string,
  now: Date,
): Promise<VerifyAnswer> {
  if (await readUser(client, id)) return { kind: 'present', left: { users: 1 } };
  const path = `${userPath(id)}/compliance_deletion_statuses`;
  const answer = await client.readIfThere({ method: 'GET', path }, statuses);
  const all = answer?.compliance_deletion_statuses ?? [];
  const completed = all.filter(({ action }) => action === 'complete');
  const open = new Set(all.map(({ application }) => application));
  for (const { application } of completed) open.delete(application);
  const left = { users: 0 };
  if (open.size === 0)
    return {
      kind: 'gone',
      left,
      residuals: [{ what: 'unlinked-records', verdict: 'retained', until: null }],
    };
  const until = new Date(Date.parse(erasedAt) + longestMs).toISOString();
  return pendingUntil(until, now, erasedAt) ?? { kind: 'present', left: { products: open.size } };
}
