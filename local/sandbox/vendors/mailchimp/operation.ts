import type { Answer, Call } from '../../http/call.ts';
import type { PathValues } from '../../http/router.ts';
import type { StoredRecord } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import { MailchimpError, missing } from './mailchimp-error.ts';
import {
  audiences,
  mailchimpId,
  memberDocOf,
  memberKey,
  subscriberHash,
  type Audience,
} from './member-record.ts';
import { pruneFields } from './present-member.ts';

export interface MailchimpContext {
  state: State;
  call: Call;
  query: URLSearchParams;
}

export type MailchimpOperation = (context: MailchimpContext, values: PathValues) => Answer;

export function requireList(id: string): Audience {
  const list = audiences.find((audience) => audience.id === id);
  if (!list) throw missing();
  return list;
}

/** A path may contain the address instead of its hash. */
export const hashIn = (text: string) =>
  text.includes('@') ? subscriberHash(text) : text.toLowerCase();

/** Finds a member by the hash, the address or the contact id. An archived one is still found, a permanently deleted one is not. */
export function requireMember(
  { state }: MailchimpContext,
  { list = '', member = '' }: PathValues,
): StoredRecord {
  const { id } = requireList(list);
  const record =
    state.records.seen(mailchimpId, 'member', memberKey(id, hashIn(member))) ??
    state.records
      .find(mailchimpId, 'member', 'contact', member, 'one')
      .find(({ doc }) => memberDocOf(doc).list === id);
  if (!record) throw missing();
  return record;
}

export function pageOf<T>(items: readonly T[], query: URLSearchParams): T[] {
  const [count, offset] = [Number(query.get('count') ?? 10), Number(query.get('offset') ?? 0)];
  if (!Number.isInteger(count) || count < 0 || count > 1000)
    throw new MailchimpError(400, 'Invalid Resource', 'The count must be between 0 and 1000.');
  return items.slice(offset, offset + count);
}

export const ok = (query: URLSearchParams, body: object): Answer => ({
  status: 200,
  body: pruneFields(body, query),
});
