import { hashOf } from '../../store/random.ts';
import { ok, pageOf, requireList, requireMember, type MailchimpOperation } from './operation.ts';
import { mailchimpId, memberDocOf, subscriberHash, type MemberDoc } from './member-record.ts';
import { presentMember, tagId } from './present-member.ts';

export const getMember: MailchimpOperation = (context, values) =>
  ok(context.query, presentMember(memberDocOf(requireMember(context, values).doc)));

export const listMembers: MailchimpOperation = ({ state, query }, { list = '' }) => {
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

export const tags = part((member, query) => ({
  tags: pageOf(member.tags, query).map((name) => ({
    id: tagId(name),
    name,
    date_added: member.createdAt,
  })),
  total_items: member.tags.length,
}));
export const notes = part((member, query) => ({
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
export const events = part((member, query) => ({
  events: pageOf(member.events, query).map((name) => ({
    name,
    occurred_at: member.changedAt,
    properties: { source: 'web' },
  })),
  total_items: member.events.length,
}));
export const goals = part((member) => ({
  goals: member.goals.map((event, index) => ({
    goal_id: index + 1,
    event,
    last_visited_at: member.changedAt,
    data: '',
  })),
  ...ids(member),
  total_items: member.goals.length,
}));
export const activityFeed = part((member, query) => ({
  activity: pageOf(member.events, query).map((name) => ({
    activity_type: 'event',
    created_at_timestamp: member.changedAt,
    event_name: name,
  })),
  ...ids(member),
}));
