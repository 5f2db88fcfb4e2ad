import { jsonBody } from '../../http/call.ts';
import type { PathValues } from '../../http/router.ts';
import type { RecordState, StoredRecord } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import { ownerOfEmail } from '../../world/store-person.ts';
import { MailchimpError, missing } from './mailchimp-error.ts';
import {
  mailchimpId,
  memberDocOf,
  memberKey,
  memberKeys,
  subscriberHash,
  type MemberDoc,
  type MemberStatus,
} from './member-record.ts';
import {
  hashIn,
  requireList,
  type MailchimpContext,
  type MailchimpOperation,
} from './operation.ts';
import { mailchimpTime } from './place-member.ts';
import { presentMember } from './present-member.ts';

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
    context.state.lagOf(context.call, mailchimpId, record.id),
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

/** `DELETE` only archives: the member stays with all data. */
export const archiveMember: MailchimpOperation = (context, values) => {
  const record = actualMember(context, values);
  const member = memberDocOf(record.doc);
  if (member.status === 'archived')
    throw new MailchimpError(405, 'Method Not Allowed', 'This list member cannot be removed.');
  change(context, record, 'binned', {
    ...member,
    status: 'archived',
    changedAt: mailchimpTime(context.state.clock.now()),
  });
  return { status: 204, effect: 'updated' };
};

/** Only the hash stays, because the address must not be imported again. */
export const deletePermanently: MailchimpOperation = (context, values) => {
  const record = actualMember(context, values);
  const { state } = context;
  state.records.write(
    mailchimpId,
    'member',
    record.id,
    { state: 'gone', doc: {}, keys: [] },
    state.lagOf(context.call, mailchimpId, record.id),
  );
  // A record without an owner, so it is not a trace of the person.
  state.records.place(mailchimpId, 'forgottenAddress', record.id, {
    state: 'live',
    doc: {},
    keys: [],
  });
  return { status: 204, effect: 'erased' };
};

function requireUnforgotten(state: State, id: string, email: string): void {
  if (state.records.actual(mailchimpId, 'forgottenAddress', id))
    throw new MailchimpError(
      400,
      'Forgotten Email Not Subscribed',
      `${email} was permanently deleted and cannot be re-imported. The contact must re-subscribe to get back on the list.`,
    );
}

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

export const addMember =
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
      mailchimpTime(state.clock.now()),
    );
    state.records.write(
      mailchimpId,
      'member',
      key,
      {
        state: 'live',
        doc: member,
        keys: memberKeys(member),
        person: before?.person ?? ownerOfEmail(state, email),
      },
      state.lagOf(context.call, mailchimpId, key),
    );
    return { status: 200, effect: before ? 'updated' : 'created', body: presentMember(member) };
  };
