import { z } from 'zod';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { LookUp, LookUpKind } from '../../domain/search-record.ts';
import type { FindAnswer } from '../../ports/system-access.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { controlRecord, type ControlRecord } from '../kit/control-record.ts';
import { searchLog, type SearchLog } from '../kit/search-log.ts';
import { audienceIds } from './audiences.ts';
import { findCustomers } from './find-customers.ts';
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

const matches = z.object({
  members: z.array(memberShape),
  total_items: z.number().int().optional(),
});
const searched = z.object({ exact_matches: matches, full_search: matches });

const memberFields = 'id,contact_id,list_id,email_address,full_name,merge_fields,status';

const everywhere = (by: LookUpKind): LookUp[] => [
  { by, in: 'live' },
  { by, in: 'archive' },
];

/** The kinds of identifiers by which members are found, and where. Reading a member directly shows archived members too. */
export function memberLookUps({ objectIdMergeField }: MemberFields): LookUp[] {
  return [
    ...(objectIdMergeField === undefined ? [] : [{ by: 'object-id', in: 'live' } as const]),
    ...everywhere('record-id'),
    ...everywhere('email'),
    { by: 'email', in: 'store' },
  ];
}

/**
 * Searches for members in every audience, by the object ID that the organisation wrote, by record ids and by addresses; and for customers.
 * @param checkControl awaited before object IDs are looked up
 */
export async function findMembers(
  client: VendorClient,
  fields: MemberFields,
  identifiers: readonly Identifier[],
  checkControl: (log: SearchLog) => Promise<void>,
): Promise<FindAnswer> {
  const log = searchLog();
  if (identifiers.some(({ kind }) => kind === 'account')) await checkControl(log);
  const members = [
    ...(await searchObjectIds(client, fields, identifiers, log)),
    ...(await readDirectly(client, fields, identifiers, log)),
  ];
  if (identifiers.some(({ kind }) => kind === 'phone'))
    log.missed({ what: 'sms-only-contacts', why: 'not-offered' });
  const customers = await findCustomers(client, identifiers, fields.trustedFields, log);
  const unique = new Map(members.map((member) => [recordIdOf(member), member]));
  return log.answer([
    ...customers,
    ...[...unique.values()].flatMap((member) =>
      memberHits(member, identifiers, fields).map((hit): Hit => ({
        ...hit,
        in: member.status === 'archived' ? 'archive' : 'live',
      })),
    ),
  ]);
}

/** Searches for the control member in the same way as for people. */
export function memberControl(
  client: VendorClient,
  fields: MemberFields,
  objectId: string,
  now: () => Date,
): ControlRecord {
  const by = [{ kind: 'account', system: fields.system, objectId } as const];
  return controlRecord(
    'objectIdMergeField',
    async () => {
      const { exact_matches: exact, full_search: full } = await search(client, objectId);
      return [...exact.members, ...full.members].some(
        (member) => memberHits(member, by, fields).length > 0,
      );
    },
    now,
  );
}

async function searchObjectIds(
  client: VendorClient,
  { objectIdMergeField }: MemberFields,
  identifiers: readonly Identifier[],
  log: SearchLog,
): Promise<Member[]> {
  const objectIds = identifiers.flatMap((by) => (by.kind === 'account' ? [by.objectId] : []));
  if (objectIdMergeField === undefined || objectIds.length === 0) return [];
  log.missed({ what: 'object-id-in-archive', why: 'not-offered' });
  return log.lookUp([{ by: 'object-id', in: 'live' }], 'object-id-in-live', async () => {
    const answers = await Promise.all([...new Set(objectIds)].map((id) => search(client, id)));
    return answers.flatMap(({ exact_matches: exact, full_search: full }) => {
      // Mailchimp's search has no second page.
      if ((full.total_items ?? 0) > full.members.length)
        log.missed({ what: 'members-beyond-first-page-of-search', why: 'not-offered' });
      return [...exact.members, ...full.members];
    });
  });
}

function search(client: VendorClient, text: string) {
  const path = `/search-members?query=${encodeURIComponent(text.toWellFormed())}`;
  return client.read({ method: 'GET', path }, searched);
}

/** Addresses are read directly in each audience, because the search leaves out archived members. */
async function readDirectly(
  client: VendorClient,
  { system }: MemberFields,
  identifiers: readonly Identifier[],
  log: SearchLog,
): Promise<Member[]> {
  const addresses = identifiers.flatMap((by) =>
    by.kind === 'email' ? subscriberHashes(by.value).map((member) => ({ member })) : [],
  );
  const ids = identifiers.flatMap((by): MemberAt[] => {
    if (by.kind !== 'record' || by.system !== system) return [];
    const [, list, member] = recordId.exec(by.id) ?? [];
    return member === undefined ? [] : [{ member, ...(list !== undefined && { list }) }];
  });
  let audiences: Promise<string[]> | undefined;
  const inAll = async (wanted: readonly MemberAt[]) => {
    const paths: string[] = [];
    for (const { list, member } of wanted) {
      const lists = list === undefined ? await (audiences ??= audienceIds(client)) : [list];
      paths.push(...lists.map((each) => memberPath(each, member)));
    }
    return readMembers(client, [...new Set(paths)]);
  };
  const found: Member[] = [];
  for (const [by, wanted] of [
    ['email', addresses],
    ['record-id', ids],
  ] as const) {
    if (wanted.length === 0) continue;
    found.push(...(await log.lookUp(everywhere(by), `${by}-in-live`, () => inAll(wanted))));
  }
  return found;
}

/** The audiences in which a member may be: its list, or every audience when no list is given. */
interface MemberAt {
  readonly list?: string;
  readonly member: string;
}

async function readMembers(client: VendorClient, paths: readonly string[]): Promise<Member[]> {
  const members = await Promise.all(
    paths.map((path) =>
      client.readIfThere({ method: 'GET', path: `${path}?fields=${memberFields}` }, memberShape),
    ),
  );
  return members.filter((member) => member !== undefined);
}
