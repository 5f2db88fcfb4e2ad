import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import { checkAnswer } from '../kit/parse-answer.ts';
import type { GraphAnswer, GraphItem } from './graph-call.ts';
import { isNotFound } from './graph-failure.ts';
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
  userType: z.string().nullish(),
  identities: z
    .array(z.object({ signInType: z.string().nullish(), issuer: z.string().nullish() }))
    .nullish(),
});

const roles = z.object({ value: z.array(z.unknown()) });

export type LiveUser = z.infer<typeof live>;

/** The state of one account, as Graph shows it now. During replication the account may be in both places or in none. */
export interface AccountState {
  /** Undefined when Graph shows no live user with this id. */
  readonly user: LiveUser | undefined;
  /** Undefined when the account is not in the recycle bin. */
  readonly deleted: DeletedUser | undefined;
}

export interface DeletedUser {
  readonly deletedDateTime: string | null;
  /** True only when the account is certainly a consumer account. */
  readonly isConsumer: boolean;
  readonly isGuest: boolean;
}

const $select = 'id,userType,accountEnabled,createdDateTime,signInSessionsValidFromDateTime';

const userItem = (id: string): GraphItem => ({
  method: 'GET',
  path: `/users/${id}${query({ $select })}`,
});

const deletedItem = (id: string): GraphItem => ({
  method: 'GET',
  // Without `$select` the answer has neither `userType` nor `identities`. If they are still missing, the account is not purged.
  path: `/directory/deletedItems/${id}${query({ $select: 'id,deletedDateTime,userType,identities' })}`,
});

const rolesItem = (id: string): GraphItem => ({
  method: 'GET',
  path: `/users/${id}/transitiveMemberOf/microsoft.graph.directoryRole${query({ $select: 'id' })}`,
});

/** Reads the account in both places in one call. The same call sends the `further` requests; their answers keep this order. */
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

/** Our clock and Graph's differ by less than this, in seconds. */
const clockTolerance = 2;

/**
 * Reads the account before it is changed, and refuses accounts that must not be changed.
 * @param begunAt RFC 3339: when this request first intended to change the account. If the account was in the recycle bin before this time,
 *   this request did not delete it.
 * @throws SystemFailure `privileged-account` for an account with a directory role, for a guest (guests may administer tenants too), and for
 *   an account in the recycle bin that this request did not delete and that is not certainly a consumer account
 */
export async function readOrdinaryAccount(
  graph: GraphClient,
  id: string,
  begunAt: string,
): Promise<AccountState> {
  const { user, deleted, further } = await readAccount(graph, id, [rolesItem(id)]);
  const held = foundIn(graph, further[0], roles)?.value.length ?? 0;
  if (held > 0) throw new SystemFailure('privileged-account', 'the account holds a directory role');
  if (user?.userType?.toLowerCase() === 'guest' || deleted?.isGuest) {
    throw new SystemFailure('privileged-account', 'the account is a guest');
  }
  if (deleted && !deleted.isConsumer && wasDeletedBefore(deleted, begunAt)) {
    throw new SystemFailure(
      'privileged-account',
      'the account in the recycle bin is not certainly a consumer account',
    );
  }
  return { user, deleted };
}

function wasDeletedBefore({ deletedDateTime }: DeletedUser, begunAt: string): boolean {
  if (deletedDateTime === null) return true;
  return Date.parse(deletedDateTime) < Date.parse(begunAt) - clockTolerance * 1000;
}

/**
 * Reads the account in the recycle bin and, only if it is there, carries out `change` in the same batch. Use it only for an account that this
 * request itself deleted, because it checks nothing else.
 * @returns undefined when the bin does not show the account; then nothing was done
 */
export async function ifInBin(
  graph: GraphClient,
  id: string,
  change: GraphItem,
): Promise<{ deletedDateTime: string | null; answer: GraphAnswer } | undefined> {
  const [shown, answer] = await graph.batch([deletedItem(id), change], 'inOrder');
  const deleted = deletedIn(graph, shown);
  return deleted && answer && { ...deleted, answer };
}

function deletedIn(graph: GraphClient, answer: GraphAnswer | undefined): AccountState['deleted'] {
  const found = foundIn(graph, answer, binned);
  if (!found) return undefined;
  const { deletedDateTime = null, userType, identities } = found;
  return {
    deletedDateTime: deletedDateTime ?? null,
    isGuest: userType?.toLowerCase() === 'guest',
    isConsumer: userType?.toLowerCase() === 'member' && (identities ?? []).some(isConsumerIdentity),
  };
}

/**
 * Is it a local identity, or an identity of a consumer's provider? Employees have only a `userPrincipalName`. Members invited from another
 * Entra tenant have an identity with the issuer `ExternalAzureAD`.
 * https://learn.microsoft.com/graph/api/resources/objectidentity
 */
function isConsumerIdentity({
  signInType,
  issuer,
}: {
  signInType?: string | null | undefined;
  issuer?: string | null | undefined;
}): boolean {
  if (!signInType || signInType.toLowerCase() === 'userprincipalname') return false;
  return issuer?.toLowerCase() !== 'externalazuread';
}

function foundIn<T>(
  graph: GraphClient,
  answer: GraphAnswer | undefined,
  shape: z.ZodType<T>,
): T | undefined {
  if (!answer) throw new SystemFailure('unexpected-answer', 'the batch left an answer out');
  if (isNotFound(answer)) return undefined;
  if (answer.status !== 200) throw graph.failureOf(answer);
  return checkAnswer(answer.body, shape);
}
