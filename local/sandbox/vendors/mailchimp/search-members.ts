import { foldCase } from '../../store/fold-case.ts';
import type { StoredRecord } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import { MailchimpError } from './mailchimp-error.ts';
import { mailchimpId, memberDocOf, type MemberDoc } from './member-record.ts';
import { ok, type MailchimpOperation } from './operation.ts';
import { presentMember } from './present-member.ts';

const hasValue = ({ mergeFields }: MemberDoc, text: string) =>
  Object.values(mergeFields).some((value) => foldCase(value) === text);

function membersByField({ records }: State, text: string): Iterable<StoredRecord> {
  // Object IDs have an index. For names all members are scanned.
  return text.length === 36
    ? records.find(mailchimpId, 'member', 'objectId', text)
    : records.scan(mailchimpId, 'member', '');
}

/** Exact matches are by address. The full search also finds names and merge fields. Archived members are not found. */
export const searchMembers: MailchimpOperation = ({ state, query }) => {
  const text = foldCase(query.get('query')?.trim() ?? '');
  if (text === '') throw new MailchimpError(400, 'Invalid Resource', 'The query is missing.');
  const list = query.get('list_id');
  const wanted = (records: Iterable<StoredRecord>, meets: (member: MemberDoc) => boolean) =>
    [...records]
      .filter(({ state: life }) => life === 'live')
      .map(({ doc }) => memberDocOf(doc))
      .filter((member) => (list === null || member.list === list) && meets(member));
  const exact = wanted(
    state.records.find(mailchimpId, 'member', 'email', text),
    ({ email }) => foldCase(email) === text,
  );
  const byField = text.includes('@')
    ? []
    : wanted(membersByField(state, text), (member) => hasValue(member, text));
  const shown = (members: MemberDoc[]) => ({
    members: members.slice(0, 30).map(presentMember),
    total_items: members.length,
  });
  return ok(query, { exact_matches: shown(exact), full_search: shown([...exact, ...byField]) });
};
