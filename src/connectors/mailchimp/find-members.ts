import { z } from 'zod';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { strongestHits } from '../kit/strongest-hits.ts';
import { memberPath } from './member-path.ts';
import {
  memberHits,
  memberShape,
  recordId,
  recordIdOf,
  subscriberHashes,
  type Member,
  type MemberFields,
} from './member.ts';

const lists = z.object({ lists: z.array(z.object({ id: z.string().min(1) })) });
const matches = z.object({ members: z.array(memberShape) });
const searched = z.object({ exact_matches: matches, full_search: matches });

const memberFields = 'id,list_id,email_address,full_name,merge_fields';

/** Looks for members in every list: by the object ID that the organisation wrote, by record ids and by addresses. */
export async function findMembers(
  client: VendorClient,
  fields: MemberFields,
  identifiers: readonly Identifier[],
): Promise<Hit[]> {
  const members = [
    ...(await searchObjectIds(client, fields, identifiers)),
    ...(await readDirectly(client, await addressesOf(client, fields, identifiers))),
  ];
  const unique = new Map(members.map((member) => [recordIdOf(member), member]));
  return strongestHits(
    [...unique.values()].flatMap((member) => memberHits(member, identifiers, fields)),
  );
}

async function searchObjectIds(
  client: VendorClient,
  fields: MemberFields,
  identifiers: readonly Identifier[],
): Promise<Member[]> {
  if (fields.objectIdMergeField === undefined) return [];
  const objectIds = identifiers.flatMap((by) => (by.kind === 'account' ? [by.objectId] : []));
  const answers = await Promise.all([...new Set(objectIds)].map((id) => search(client, id)));
  return answers.flatMap(({ exact_matches: exact, full_search: full }) => [
    ...exact.members,
    ...full.members,
  ]);
}

function search(client: VendorClient, text: string) {
  const path = `/search-members?query=${encodeURIComponent(text.toWellFormed())}`;
  return client.read({ method: 'GET', path }, searched);
}

/** The paths where members may be. Addresses are read directly in each list, because the search leaves out archived members. */
async function addressesOf(
  client: VendorClient,
  fields: MemberFields,
  identifiers: readonly Identifier[],
): Promise<string[]> {
  const full: string[] = [];
  const hashes: string[] = [];
  for (const by of identifiers) {
    if (by.kind === 'email') hashes.push(...subscriberHashes(by.value));
    if (by.kind !== 'record' || by.system !== fields.system) continue;
    const [, list, member] = recordId.exec(by.id) ?? [];
    if (member === undefined) continue;
    if (list === undefined) hashes.push(member);
    else full.push(memberPath(list, member));
  }
  if (hashes.length === 0) return full;
  const all = await client.read(
    { method: 'GET', path: '/lists?count=1000&fields=lists.id,total_items' },
    lists,
  );
  const inLists = all.lists.flatMap((list) => hashes.map((hash) => memberPath(list.id, hash)));
  return [...new Set([...full, ...inLists])];
}

async function readDirectly(client: VendorClient, paths: readonly string[]): Promise<Member[]> {
  const members = await Promise.all(
    paths.map((path) =>
      client.readIfThere({ method: 'GET', path: `${path}?fields=${memberFields}` }, memberShape),
    ),
  );
  return members.filter((member) => member !== undefined);
}
