import { emailSpellings } from '../../domain/email-address.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { LookUp, LookUpKind } from '../../domain/search-record.ts';
import type { FindAnswer } from '../../ports/system-access.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { cardHits, type CardRules } from '../kit/card.ts';
import { allOf } from '../kit/paging.ts';
import { searchLog, type SearchLog } from '../kit/search-log.ts';
import { pagesOf } from './pages.ts';
import { cardOf, isPlaceholder, readUser, userId, userShape, type ZendeskUser } from './user.ts';

const everywhere = (by: LookUpKind): LookUp[] => [
  { by, in: 'live' },
  { by, in: 'recycle-bin' },
];

/** The kinds of identifiers by which users are found, and where. */
export const userLookUps: readonly LookUp[] = (
  ['record-id', 'object-id', 'email', 'phone'] as const
).flatMap(everywhere);

/** The path of a search, for each kind of identifier that the search supports. */
function searchFor(by: Identifier): { kind: LookUpKind; queries: string[] } | null {
  switch (by.kind) {
    case 'account':
      return { kind: 'object-id', queries: [`external_id=${encoded(by.objectId)}`] };
    case 'email':
      return {
        kind: 'email',
        queries: emailSpellings(by.value).map(
          (email) => `query=${encoded(`email:${quoted(email)}`)}`,
        ),
      };
    case 'phone':
      return { kind: 'phone', queries: [`query=${encoded(`phone:${quoted(by.value)}`)}`] };
    case 'record':
    case 'userName':
    case 'federated':
      return null;
  }
}

const encoded = (value: string) => encodeURIComponent(value.toWellFormed());

/** A text of Zendesk's search. It cannot hold a quotation mark. */
const quoted = (value: string) => `"${value.replaceAll('"', ' ')}"`;

/** Searches for users who are live, and for users who were deleted but not permanently. */
export async function findUsers(
  client: VendorClient,
  rules: CardRules,
  identifiers: readonly Identifier[],
): Promise<FindAnswer> {
  const log = searchLog();
  const users = [
    ...(await readByIds(client, rules, identifiers, log)),
    ...(await search(client, identifiers, log)),
    ...(await searchDeleted(client, identifiers, log)),
  ];
  const unique = new Map(users.map((user) => [user.id, user]));
  return log.answer(
    [...unique.values()].flatMap((user) =>
      cardHits(cardOf(user), identifiers, rules).map((hit): Hit => ({
        ...hit,
        in: user.active ? 'live' : 'recycle-bin',
      })),
    ),
  );
}

async function readByIds(
  client: VendorClient,
  { system }: CardRules,
  identifiers: readonly Identifier[],
  log: SearchLog,
): Promise<ZendeskUser[]> {
  const ids = identifiers.flatMap((by) =>
    by.kind === 'record' && by.system === system && userId.test(by.id) ? [by.id] : [],
  );
  if (ids.length === 0) return [];
  return log.lookUp(everywhere('record-id'), 'record-id-in-live', async () => {
    const users = await Promise.all(ids.map((id) => readUser(client, id)));
    return users.filter((user) => user !== undefined);
  });
}

async function search(
  client: VendorClient,
  identifiers: readonly Identifier[],
  log: SearchLog,
): Promise<ZendeskUser[]> {
  const found: ZendeskUser[] = [];
  for (const by of identifiers) {
    const search = searchFor(by);
    if (!search) continue;
    const { kind, queries } = search;
    const users = await log.lookUp([{ by: kind, in: 'live' }], `${kind}-in-live`, async () => {
      const pages = queries.map((query) =>
        allOf(pagesOf(client, `/api/v2/users/search?${query}`, 'users', userShape)),
      );
      return (await Promise.all(pages)).flat();
    });
    found.push(...users);
  }
  return found;
}

/** The search leaves out deleted users, and their list has no filter. So the whole list is read. */
async function searchDeleted(
  client: VendorClient,
  identifiers: readonly Identifier[],
  log: SearchLog,
): Promise<ZendeskUser[]> {
  const kinds = new Set(identifiers.flatMap((by) => searchFor(by)?.kind ?? []));
  if (kinds.size === 0) return [];
  const lookUps = [...kinds].map((by): LookUp => ({ by, in: 'recycle-bin' }));
  const what = `${lookUps[0]?.by ?? ''}-in-recycle-bin`;
  return log.lookUp(lookUps, what, async () => {
    const users = await allOf(pagesOf(client, '/api/v2/deleted_users', 'deleted_users', userShape));
    return users.filter((user) => !isPlaceholder(user));
  });
}
