import { hashOf } from '../world/random.ts';
import { jsonBody, type Answer, type Call } from '../http/call.ts';
import type { PathValues, Route } from '../http/router.ts';
import type { RecordState, StoredRecord } from '../store/records.ts';
import type { State } from '../store/state.ts';
import {
  audiences,
  mailchimpId,
  memberDocOf,
  memberKey,
  memberKeys,
  subscriberHash,
  type Audience,
  type MemberDoc,
  type MemberStatus,
} from './member-record.ts';
import { MailchimpError, missing } from './mailchimp-error.ts';
import { presentMember, pruneFields, tagId } from './present-member.ts';

export interface MailchimpContext {
  state: State;
  call: Call;
  query: URLSearchParams;
}

export type MailchimpOperation = (context: MailchimpContext, values: PathValues) => Answer;

function requireList(id: string): Audience {
  const list = audiences.find((audience) => audience.id === id);
  if (!list) throw missing();
  return list;
}

/** Addresses stand for their hash in paths as well. */
const hashIn = (text: string) => (text.includes('@') ? subscriberHash(text) : text.toLowerCase());

/** An archived member is still answered; only a permanently deleted one is not. */
function requireMember(
  { state }: MailchimpContext,
  { list = '', member = '' }: PathValues,
): StoredRecord {
  const record = state.records.seen(
    mailchimpId,
    'member',
    memberKey(requireList(list).id, hashIn(member)),
  );
  if (!record) throw missing();
  return record;
}

function pageOf<T>(items: readonly T[], query: URLSearchParams): T[] {
  const [count, offset] = [Number(query.get('count') ?? 10), Number(query.get('offset') ?? 0)];
  if (!Number.isInteger(count) || count < 0 || count > 1000)
    throw new MailchimpError(400, 'Invalid Resource', 'The count must be between 0 and 1000.');
  return items.slice(offset, offset + count);
}

const ok = (query: URLSearchParams, body: object): Answer => ({
  status: 200,
  body: pruneFields(body, query),
});

function isoWithoutMilliseconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, '+00:00');
}

const getMember: MailchimpOperation = (context, values) =>
  ok(context.query, presentMember(memberDocOf(requireMember(context, values).doc)));

const listMembers: MailchimpOperation = ({ state, query }, { list = '' }) => {
  const { id } = requireList(list);
  const status = query.get('status');
  const members: MemberDoc[] = [];
  for (const record of state.records.scan(mailchimpId, 'member', `${id}/`)) {
    const member = memberDocOf(record.doc);
    if (member.list !== id) break;
    if (status === null ? member.status !== 'archived' : member.status === status)
      members.push(member);
  }
  return ok(query, {
    members: pageOf(members, query).map(presentMember),
    list_id: id,
    total_items: members.length,
  });
};

const part =
  (make: (member: MemberDoc, query: URLSearchParams) => object): MailchimpOperation =>
  (context, values) => {
    const member = memberDocOf(requireMember(context, values).doc);
    return ok(context.query, make(member, context.query));
  };

const ids = (member: MemberDoc) => ({
  email_id: subscriberHash(member.email),
  list_id: member.list,
});

const tags = part((member, query) => ({
  tags: pageOf(member.tags, query).map((name) => ({
    id: tagId(name),
    name,
    date_added: member.createdAt,
  })),
  total_items: member.tags.length,
}));
const notes = part((member, query) => ({
  notes: pageOf(member.notes, query).map((note) => ({
    id: hashOf(note) % 1_000_000,
    created_at: member.createdAt,
    created_by: 'Nordlicht Marketing',
    updated_at: member.changedAt,
    note,
    ...ids(member),
  })),
  ...ids(member),
  total_items: member.notes.length,
}));
const events = part((member, query) => ({
  events: pageOf(member.events, query).map((name) => ({
    name,
    occurred_at: member.changedAt,
    properties: { source: 'web' },
  })),
  total_items: member.events.length,
}));
const goals = part((member) => ({
  goals: member.goals.map((event, index) => ({
    goal_id: index + 1,
    event,
    last_visited_at: member.changedAt,
    data: '',
  })),
  ...ids(member),
  total_items: member.goals.length,
}));
const activityFeed = part((member, query) => ({
  activity: pageOf(member.events, query).map((name) => ({
    activity_type: 'event',
    created_at_timestamp: member.changedAt,
    event_name: name,
  })),
  ...ids(member),
}));

function change(
  context: MailchimpContext,
  record: StoredRecord,
  state: RecordState,
  member: MemberDoc,
): void {
  context.state.records.write(
    mailchimpId,
    'member',
    record.id,
    { state, doc: member, keys: memberKeys(member) },
    context.state.lagOf(mailchimpId, record.id),
  );
}

function actualMember(
  context: MailchimpContext,
  { list = '', member = '' }: PathValues,
): StoredRecord {
  const record = context.state.records.actual(
    mailchimpId,
    'member',
    memberKey(requireList(list).id, hashIn(member)),
  );
  if (!record) throw missing();
  return record;
}

/** `DELETE` archives: the member stays, with all its data. */
const archiveMember: MailchimpOperation = (context, values) => {
  const record = actualMember(context, values);
  const member = memberDocOf(record.doc);
  if (member.status === 'archived')
    throw new MailchimpError(405, 'Method Not Allowed', 'This list member cannot be removed.');
  change(context, record, 'binned', {
    ...member,
    status: 'archived',
    changedAt: isoWithoutMilliseconds(context.state.clock.now()),
  });
  return { status: 204, effect: 'updated' };
};

const forgottenFact = (id: string) => `forgotten:${id}`;

/** All that stays is the hash, so that the address cannot be imported again. */
const deletePermanently: MailchimpOperation = (context, values) => {
  const record = actualMember(context, values);
  const { state } = context;
  state.records.write(
    mailchimpId,
    'member',
    record.id,
    { state: 'gone', doc: {}, keys: [] },
    state.lagOf(mailchimpId, record.id),
  );
  state.facts.write(forgottenFact(record.id), true);
  return { status: 204, effect: 'erased' };
};

function requireUnforgotten(state: State, id: string, email: string): void {
  if (state.facts.read(forgottenFact(id)) === true)
    throw new MailchimpError(
      400,
      'Forgotten Email Not Subscribed',
      `${email} was permanently deleted and cannot be re-imported. The contact must re-subscribe to get back on the list.`,
    );
}

const ownerOf = (state: State, email: string): string | null => {
  const row = state.database
    .prepare(
      "SELECT person FROM people, json_each(people.doc, '$.emails') WHERE lower(json_each.value) = ?",
    )
    .get(email.toLowerCase());
  return typeof row?.['person'] === 'string' ? row['person'] : null;
};

function memberFrom(
  body: Record<string, unknown>,
  list: string,
  email: string,
  before: MemberDoc | undefined,
  now: string,
): MemberDoc {
  const mergeFields = {
    ...before?.mergeFields,
    ...(body['merge_fields'] as Record<string, string> | undefined),
  };
  const status = (body['status'] ??
    before?.status ??
    body['status_if_new'] ??
    'subscribed') as MemberStatus;
  return {
    list,
    email,
    status,
    mergeFields,
    tags: before?.tags ?? [],
    notes: before?.notes ?? [],
    events: before?.events ?? [],
    goals: [],
    createdAt: before?.createdAt ?? now,
    changedAt: now,
    language: 'en',
  };
}

const addMember =
  (mode: 'add' | 'put'): MailchimpOperation =>
  (context, { list = '' }) => {
    const { id } = requireList(list);
    const { state } = context;
    const body = jsonBody(context.call) ?? {};
    const email = body['email_address'];
    if (typeof email !== 'string' || !email.includes('@'))
      throw new MailchimpError(400, 'Invalid Resource', 'Please provide a valid email address.');
    const key = memberKey(id, subscriberHash(email));
    requireUnforgotten(state, key, email);
    const before = state.records.actual(mailchimpId, 'member', key);
    if (before && mode === 'add' && before.state === 'live')
      throw new MailchimpError(
        400,
        'Member Exists',
        `${email} is already a list member. Use PUT to insert or update list members.`,
      );
    const member = memberFrom(
      body,
      id,
      email,
      before && memberDocOf(before.doc),
      isoWithoutMilliseconds(state.clock.now()),
    );
    state.records.write(
      mailchimpId,
      'member',
      key,
      {
        state: 'live',
        doc: member,
        keys: memberKeys(member),
        person: before?.person ?? ownerOf(state, email),
      },
      state.lagOf(mailchimpId, key),
    );
    return { status: 200, effect: before ? 'updated' : 'created', body: presentMember(member) };
  };

function listView({ id, webId, name }: Audience): object {
  return {
    id,
    web_id: webId,
    name,
    permission_reminder: 'You signed up at nordlicht.example.',
    use_archive_bar: false,
    email_type_option: false,
    date_created: '2020-03-01T09:00:00+00:00',
    list_rating: 3,
    visibility: 'prv',
    double_optin: false,
    has_welcome: false,
    marketing_permissions: false,
    modules: [],
  };
}

const listLists: MailchimpOperation = ({ query, state }) => {
  const email = query.get('email');
  const lists = audiences.filter(
    ({ id }) =>
      email === null ||
      state.records.seen(mailchimpId, 'member', memberKey(id, subscriberHash(email))),
  );
  return ok(query, {
    lists: pageOf(lists, query).map(listView),
    total_items: lists.length,
    constraints: { may_create: false, max_instances: 2, current_total_instances: 2 },
  });
};

/** Exact matches are by address; the full search also meets names and merge fields. Archived members are not searched. */
const searchMembers: MailchimpOperation = ({ state, query }) => {
  const text = query.get('query')?.trim().toLowerCase() ?? '';
  if (text === '') throw new MailchimpError(400, 'Invalid Resource', 'The query is missing.');
  const list = query.get('list_id');
  const live = (records: StoredRecord[]) =>
    records
      .filter((record) => record.state === 'live')
      .map((record) => memberDocOf(record.doc))
      .filter((member) => list === null || member.list === list);
  const exact = live(state.records.find(mailchimpId, 'member', 'email', text)).filter(
    (member) => member.email.toLowerCase() === text,
  );
  const byField = live(state.records.find(mailchimpId, 'member', 'merge', text)).filter((member) =>
    Object.values(member.mergeFields).some((value) => value.toLowerCase() === text),
  );
  const full = [...exact, ...byField.filter((member) => !exact.includes(member))];
  const shown = (members: MemberDoc[]) => ({
    members: members.slice(0, 30).map(presentMember),
    total_items: members.length,
  });
  return ok(query, { exact_matches: shown(exact), full_search: shown(full) });
};

const member = '/3.0/lists/{list}/members/{member}';

export const mailchimpRoutes: readonly Route<MailchimpOperation>[] = [
  {
    method: 'GET',
    pattern: '/3.0/ping',
    target: () => ({ status: 200, body: { health_status: "Everything's Chimpy!" } }),
  },
  { method: 'GET', pattern: '/3.0/search-members', target: searchMembers },
  { method: 'GET', pattern: '/3.0/lists', target: listLists },
  {
    method: 'GET',
    pattern: '/3.0/lists/{list}',
    target: ({ query }, { list = '' }) => ok(query, listView(requireList(list))),
  },
  { method: 'GET', pattern: '/3.0/lists/{list}/members', target: listMembers },
  { method: 'POST', pattern: '/3.0/lists/{list}/members', target: addMember('add') },
  { method: 'GET', pattern: member, target: getMember },
  { method: 'PUT', pattern: member, target: addMember('put') },
  { method: 'DELETE', pattern: member, target: archiveMember },
  { method: 'POST', pattern: `${member}/actions/delete-permanent`, target: deletePermanently },
  { method: 'GET', pattern: `${member}/activity-feed`, target: activityFeed },
  { method: 'GET', pattern: `${member}/tags`, target: tags },
  { method: 'GET', pattern: `${member}/notes`, target: notes },
  { method: 'GET', pattern: `${member}/events`, target: events },
  { method: 'GET', pattern: `${member}/goals`, target: goals },
];
