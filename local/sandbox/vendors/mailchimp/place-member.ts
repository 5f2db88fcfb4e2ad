import type { State } from '../../store/state.ts';
import type { Owner, Placed } from '../../world/person-view.ts';
import {
  audiences,
  mailchimpId,
  memberKey,
  memberKeys,
  subscriberHash,
  type MemberDoc,
  type MemberStatus,
} from './member-record.ts';

/** The data of a person to put into Mailchimp. */
export interface MemberPlace {
  email_address?: string | undefined;
  merge_fields?: Record<string, string> | undefined;
  list_id?: string | undefined;
  status?: MemberStatus | undefined;
  tags?: string[] | undefined;
  notes?: string[] | undefined;
  events?: string[] | undefined;
  goals?: string[] | undefined;
}

const dayMs = 86_400_000;

/** Mailchimp writes times without milliseconds and with an offset. */
export const mailchimpTime = (milliseconds: number) =>
  new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, '+00:00');

/** Puts a member into an audience: the owner's first address and the first audience unless the place names others. Readers see it at once. */
export function placeMember(state: State, owner: Owner, place: MemberPlace): Placed {
  const at = mailchimpTime(state.clock.now() - 20 * dayMs);
  const list = place.list_id ?? audiences[0].id;
  const email = place.email_address ?? owner.emails[0] ?? '';
  const member: MemberDoc = {
    list,
    email,
    status: place.status ?? 'subscribed',
    mergeFields: { FNAME: '', LNAME: '', ...place.merge_fields },
    tags: place.tags ?? [],
    notes: place.notes ?? [],
    events: place.events ?? [],
    goals: place.goals ?? [],
    createdAt: at,
    changedAt: at,
    language: 'en',
  };
  const hash = subscriberHash(email);
  state.records.place(mailchimpId, 'member', memberKey(list, hash), {
    state: member.status === 'archived' ? 'binned' : 'live',
    doc: member,
    keys: memberKeys(member),
    person: owner.person,
  });
  return { record: { system: mailchimpId, id: hash, list } };
}
