import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { Place } from '../../domain/search-record.ts';
import type { FindAnswer } from '../../ports/system-access.ts';
import { checkAnswer } from '../kit/parse-answer.ts';
import { isRefusal, searchLog, type SearchLog } from '../kit/search-log.ts';
import { findInAuditLog, type AuditTrail } from './find-in-audit-log.ts';
import type { GraphAnswer, GraphItem } from './graph-call.ts';
import { isNotFound } from './graph-failure.ts';
import type { GraphClient } from './graph-client.ts';
import type { RecycleBin } from './recycle-bin.ts';
import { ownId, userLookUps, type UserLookUp } from './user-look-ups.ts';
import { userHits } from './match-user.ts';
import { userList, userShape, type TenantFields, type User } from './user.ts';

export interface UserSearch {
  readonly graph: GraphClient;
  readonly fields: TenantFields;
  readonly bin: RecycleBin;
  /** The log that still names deleted accounts; null when it must not be searched. */
  readonly audit: AuditTrail | null;
}

type FoundUsers = Record<'live' | 'recycle-bin', Map<string, User>>;

/**
 * Searches for users by all identifiers that Graph supports, in one batch, among the live accounts and in the recycle bin, where a deleted
 * account stays for 30 days.
 */
export async function findUsers(
  search: UserSearch,
  identifiers: readonly Identifier[],
): Promise<FindAnswer> {
  const { fields, audit } = search;
  const log = searchLog();
  const users = await lookUpUsers(search, identifiers, log);
  const hitsOf = (place: 'live' | 'recycle-bin') =>
    [...users[place].values()].flatMap((user) =>
      userHits(user, identifiers, fields).map((hit): Hit => ({ ...hit, in: place })),
    );
  const live = hitsOf('live');
  const hits = [...live, ...successors(live, hitsOf('recycle-bin'))];
  if (identifiers.some(({ kind }) => kind === 'phone'))
    log.missed({ what: 'multi-factor-phone-numbers', why: 'not-offered' });
  if (identifiers.some(({ kind }) => kind === 'email'))
    log.missed({ what: 'password-reset-addresses', why: 'not-offered' });
  for (const what of unaskedDomains(fields, identifiers)) log.missed({ what, why: 'refused' });
  if (audit === null) return log.answer(hits);
  const gone = identifiers.filter((by) => ownId(by, fields) && !hits.some((hit) => hit.by === by));
  const inLog = { graph: search.graph, fields, audit };
  return log.answer([...hits, ...(await findInAuditLog(inLog, gone, log, hits.length > 0))]);
}

/**
 * Graph compares the issuer of a phone number, and of a sign-in name of a tenant's own type. It may be any domain that once was the default
 * domain of the tenant. When we may not read the domains, only one of them was searched.
 */
function unaskedDomains({ domains }: TenantFields, identifiers: readonly Identifier[]): string[] {
  if (domains !== null) return [];
  const kinds = identifiers.flatMap((by) => {
    if (by.kind === 'phone') return ['phone'];
    return by.kind === 'userName' && by.signInType !== undefined ? ['user-name'] : [];
  });
  return [...new Set(kinds)].map((kind) => `${kind}-in-other-domains`);
}

async function lookUpUsers(
  { graph, fields, bin }: UserSearch,
  identifiers: readonly Identifier[],
  log: SearchLog,
): Promise<FoundUsers> {
  const found: FoundUsers = { live: new Map(), 'recycle-bin': new Map() };
  const keep = (place: Place, users: readonly User[]) => {
    const into = place === 'recycle-bin' ? found['recycle-bin'] : found.live;
    for (const user of users) into.set(user.id.toLowerCase(), user);
  };
  const all = new Map(
    identifiers.flatMap((by) => userLookUps(by, fields)).map((one) => [one.path, one]),
  );
  const filtersBin = (one: UserLookUp) => one.in === 'recycle-bin' && !one.byId;
  const asked = [...all.values()].filter((one) => bin.mayFilter() || !filtersBin(one));
  const inBin = [...all.values()].filter(filtersBin);
  // When a tenant refuses filters on its recycle bin, the whole list is requested in the same batch.
  const whole = inBin.length > 0 && !bin.mayFilter() ? [bin.list] : [];
  const answers = await answersTo(graph, asked, whole, log);
  for (const [index, one] of asked.entries()) {
    const answer = answers[index];
    if (!answer) continue;
    if (filtersBin(one) && isRefusal(refusalOf(graph, answer))) bin.rememberNoFilter();
    else keep(one.in, await log.lookUp([one], one.what, () => usersIn(graph, one, answer)));
  }
  if (inBin.length > 0 && !bin.mayFilter())
    keep('recycle-bin', await everyoneInBin(bin, inBin, answers[asked.length], log));
  return found;
}

async function answersTo(
  graph: GraphClient,
  asked: readonly UserLookUp[],
  more: readonly GraphItem[],
  log: SearchLog,
): Promise<readonly GraphAnswer[]> {
  if (asked.length === 0) return [];
  const items = asked.map(({ path }): GraphItem => ({ method: 'GET', path }));
  try {
    return await graph.batch([...items, ...more]);
  } catch (error) {
    // The batch as a whole was refused.
    if (!isRefusal(error)) throw error;
    for (const { what } of asked) log.missed({ what, why: 'refused' });
    return [];
  }
}

/** The tenant refuses filters on its recycle bin, so all accounts in it are read, and compared here. */
async function everyoneInBin(
  bin: RecycleBin,
  lookUps: readonly UserLookUp[],
  first: GraphAnswer | undefined,
  log: SearchLog,
): Promise<readonly User[]> {
  // Null: the bin holds more accounts than one search can read.
  let users: User[] | null = null;
  try {
    users = await bin.everyone(first);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  if (users === null) for (const { what } of lookUps) log.missed({ what, why: 'refused' });
  else log.looked(...lookUps);
  return users ?? [];
}

/** A name may belong to a live account and to an account in the bin, after a new sign-up. Then only the live account is a match by this name. */
function successors(live: readonly Hit[], deleted: readonly Hit[]): Hit[] {
  return deleted.map((hit) => {
    const taken = live.some((other) => other.by === hit.by && other.join !== 'free');
    return hit.join === 'address' && taken ? { ...hit, join: 'free' } : hit;
  });
}

const refusalOf = (graph: GraphClient, answer: GraphAnswer) =>
  answer.status === 200 ? null : graph.failureOf(answer);

async function usersIn(
  graph: GraphClient,
  { byId }: UserLookUp,
  answer: GraphAnswer,
): Promise<User[]> {
  if (byId && isNotFound(answer)) return [];
  if (answer.status !== 200) throw graph.failureOf(answer);
  if (byId) return [checkAnswer(answer.body, userShape)];
  const { value, '@odata.nextLink': next } = checkAnswer(answer.body, userList);
  const users = [...value];
  if (next !== undefined) {
    for await (const page of graph.pages(next, userShape)) users.push(...page);
  }
  return users;
}
