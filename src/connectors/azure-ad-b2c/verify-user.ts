import type { Residual } from '../../domain/verdict.ts';
import type { VerifyAnswer } from '../../ports/system-access.ts';
import { stillSettling } from '../kit/settling.ts';
import { readAccount } from './account-state.ts';
import type { GraphClient } from './graph-client.ts';

export interface VerifyOptions {
  readonly settleSeconds: number;
  readonly auditRetentionDays: number;
  readonly now: () => Date;
}

/** https://learn.microsoft.com/graph/api/directory-deleteditems-list: deleted users stay for 30 days. */
const binDays = 30;

const daysAfter = (time: string, days: number) =>
  new Date(Date.parse(time) + days * 86_400_000).toISOString();

/** Reads back whether the account is gone, from the directory and from the recycle bin. */
export async function verifyUser(
  graph: GraphClient,
  id: string,
  erasedAt: string,
  options: VerifyOptions,
): Promise<VerifyAnswer> {
  const { user, deleted } = await readAccount(graph, id);
  const left = { users: user ? 1 : 0, deletedItems: deleted ? 1 : 0 };
  // Nobody can erase audit records, and the deletion itself wrote some: they age out.
  const residuals: Residual[] = [
    {
      what: 'audit-records',
      verdict: 'expires',
      until: daysAfter(erasedAt, options.auditRetentionDays),
    },
  ];
  if (!user && !deleted) return { kind: 'gone', left, residuals };
  const waiting = stillSettling(erasedAt, options.settleSeconds, options.now());
  if (waiting) return waiting;
  if (user) return { kind: 'present', left };
  const until = daysAfter(deleted?.deletedDateTime ?? erasedAt, binDays);
  return { kind: 'expires', until, left, residuals };
}
