import { z } from 'zod';
import type { Identifier } from '../../domain/identifier.ts';
import type { VerifyAnswer } from '../../domain/read-back.ts';
import { checkAnswer } from '../kit/parse-answer.ts';
import { readAccount } from './account-state.ts';
import { signInPaths } from './user-look-ups.ts';
import { auditRecordsLeft, type AuditRetention } from './audit-records-left.ts';
import type { GraphAnswer } from './graph-call.ts';
import type { GraphClient } from './graph-client.ts';
import type { TenantFields } from './user.ts';

export interface VerifyOptions extends TenantFields, AuditRetention {}

const named = z.object({ value: z.array(z.object({ id: z.string() })) });

/** https://learn.microsoft.com/graph/api/directory-deleteditems-list: deleted users stay for 30 days. */
const binDays = 30;

const daysAfter = (time: string, days: number) =>
  new Date(Date.parse(time) + days * 86_400_000).toISOString();

/** Reads back whether the account is gone from the directory and from the recycle bin. */
export async function verifyUser(
  graph: GraphClient,
  id: string,
  erasedAt: string,
  knownAs: readonly Identifier[],
  options: VerifyOptions,
): Promise<VerifyAnswer> {
  const signIns = signInPaths(knownAs, options).map((path) => ({ method: 'GET', path }) as const);
  const { user, deleted, further } = await readAccount(graph, id, signIns);
  const left = {
    users: user || leadTo(graph, id, further) ? 1 : 0,
    deletedItems: deleted ? 1 : 0,
  };
  const isGone = left.users + left.deletedItems === 0;
  if (left.users > 0) return { kind: 'present', left };
  const residuals = await auditRecordsLeft(graph, id, erasedAt, options);
  if (isGone) return { kind: 'gone', left, residuals };
  const until = daysAfter(deleted?.deletedDateTime ?? erasedAt, binDays);
  return { kind: 'expires', until, left, residuals };
}

/**
 * Does a sign-in name still lead to the erased account? A sign-in name that now belongs to another person or to a new account does not
 * count.
 */
function leadTo(graph: GraphClient, id: string, answers: readonly GraphAnswer[]): boolean {
  return answers.some((answer) => {
    if (answer.status !== 200) throw graph.failureOf(answer);
    const { value } = checkAnswer(answer.body, named);
    return value.some((user) => user.id.toLowerCase() === id.toLowerCase());
  });
}
