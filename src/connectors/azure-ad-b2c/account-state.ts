import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import { checkAnswer } from '../kit/parse-answer.ts';
import type { GraphAnswer, GraphItem } from './graph-call.ts';
import type { GraphClient } from './graph-client.ts';
import { query } from './odata.ts';

const live = z.object({
  id: z.guid(),
  userType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  createdDateTime: z.iso.datetime({ offset: true }).nullish(),
  signInSessionsValidFromDateTime: z.iso.datetime({ offset: true }).nullish(),
});

const binned = z.object({
  id: z.guid(),
  deletedDateTime: z.iso.datetime({ offset: true }).nullish(),
});

const roles = z.object({ value: z.array(z.unknown()) });

export type LiveUser = z.infer<typeof live>;

/** What Graph's replicas say of one account right now. During replication it may stand in both places, or in none. */
export interface AccountState {
  /** Undefined when there is no such live user. */
  readonly user: LiveUser | undefined;
  /** Undefined when it is not in the recycle bin. */
  readonly deleted: { readonly deletedDateTime: string | null } | undefined;
}

const $select = 'id,userType,accountEnabled,createdDateTime,signInSessionsValidFromDateTime';

const userItem = (id: string): GraphItem => ({
  method: 'GET',
  path: `/users/${id}${query({ $select })}`,
});

const deletedItem = (id: string): GraphItem => ({
  method: 'GET',
  path: `/directory/deletedItems/${id}${query({ $select: 'id,deletedDateTime' })}`,
});

const rolesItem = (id: string): GraphItem => ({
  method: 'GET',
  path: `/users/${id}/transitiveMemberOf/microsoft.graph.directoryRole${query({ $select: 'id' })}`,
});

/** Asks for the account in both places, in one call; `further` requests ride along and are answered in order. */
export async function readAccount(
  graph: GraphClient,
  id: string,
  further: readonly GraphItem[] = [],
): Promise<AccountState & { readonly further: readonly GraphAnswer[] }> {
  const [user, deleted, ...rest] = await graph.batch([userItem(id), deletedItem(id), ...further]);
  return {
    user: foundIn(graph, user, live),
    deleted: deletedIn(graph, deleted),
    further: rest,
  };
}

/**
 * The same before anything is changed.
 * @throws SystemFailure `privileged-account` for whoever holds a directory role, and for guests, who administer tenants too
 */
export async function readOrdinaryAccount(graph: GraphClient, id: string): Promise<AccountState> {
  const { user, deleted, further } = await readAccount(graph, id, [rolesItem(id)]);
  const held = foundIn(graph, further[0], roles)?.value.length ?? 0;
  if (held > 0) throw new SystemFailure('privileged-account', 'the account holds a directory role');
  if (user?.userType?.toLowerCase() === 'guest') {
    throw new SystemFailure('privileged-account', 'the account is a guest');
  }
  return { user, deleted };
}

/**
 * Asks for the account in the recycle bin and, only if it is there, carries out `deed` within the same call.
 * @returns undefined when the bin does not show it, and nothing was done
 */
export async function ifInBin(
  graph: GraphClient,
  id: string,
  deed: GraphItem,
): Promise<{ deletedDateTime: string | null; answer: GraphAnswer } | undefined> {
  const [shown, answer] = await graph.batch([deletedItem(id), deed], 'inOrder');
  const deleted = deletedIn(graph, shown);
  return deleted && answer && { ...deleted, answer };
}

function deletedIn(graph: GraphClient, answer: GraphAnswer | undefined): AccountState['deleted'] {
  const found = foundIn(graph, answer, binned);
  return found && { deletedDateTime: found.deletedDateTime ?? null };
}

function foundIn<T>(
  graph: GraphClient,
  answer: GraphAnswer | undefined,
  shape: z.ZodType<T>,
): T | undefined {
  if (!answer) throw new SystemFailure('unexpected-answer', 'the batch left an answer out');
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw graph.failureOf(answer);
  return checkAnswer(answer.body, shape);
}
