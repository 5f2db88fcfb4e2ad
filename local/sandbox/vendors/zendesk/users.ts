import type { VendorContext, VendorOperation } from '../../http/vendor-system.ts';
import { Refusal } from '../../http/refusal.ts';
import { foldCase } from '../../store/fold-case.ts';
import type { StoredRecord } from '../../store/records.ts';
import { notFound, zendeskError } from './zendesk-error.ts';
import {
  keyOf,
  ticketDocOf,
  userKeys,
  userOf,
  zendeskId,
  type ZendeskUser,
} from './zendesk-record.ts';

/** Offset paging, with up to 100 on a page: https://developer.zendesk.com/api-reference/introduction/pagination/ */
export function pageOf({ call, query }: VendorContext, name: string, all: readonly unknown[]) {
  const size = Math.min(100, Number(query.get('per_page') ?? 100) || 100);
  const page = Number(query.get('page') ?? 1) || 1;
  const more = all.length > page * size;
  const next = new URLSearchParams(query);
  next.set('page', String(page + 1));
  return {
    status: 200,
    body: {
      [name]: all.slice((page - 1) * size, page * size),
      next_page: more ? `${call.origin}${call.path}?${next.toString()}` : null,
      previous_page: null,
      count: all.length,
    },
  };
}

/** A user who was not deleted, as readers see it now. */
export function seenUser({ state }: VendorContext, id: string): StoredRecord {
  const record = state.records.seen(zendeskId, 'user', keyOf(id));
  if (record?.state !== 'live') throw notFound();
  return record;
}

/** A deleted user is still shown, with `active: false`, until they are permanently deleted. */
export const getUser: VendorOperation = ({ state }, { user = '' }) => {
  const record = state.records.seen(zendeskId, 'user', keyOf(user));
  if (!record) throw notFound();
  return { status: 200, body: { user: record.doc } };
};

const digits = (value: string) => value.replace(/\D/g, '');

/** Only the search terms `email:x` and `phone:x` are simulated. Other text is searched for in name and address. */
function wanted({ state }: VendorContext, query: string): StoredRecord[] {
  const [, phone] = /^phone:"?([^"]+?)"?$/.exec(query.trim()) ?? [];
  if (phone !== undefined)
    return [...state.records.scan(zendeskId, 'user', '')].filter(
      ({ doc }) => digits(phone) !== '' && digits(userOf(doc).phone ?? '') === digits(phone),
    );
  const [, email] = /^email:"?([^"\s]+)"?$/.exec(query.trim()) ?? [];
  if (email !== undefined)
    return state.records
      .find(zendeskId, 'user', 'email', email)
      .filter(({ doc }) => foldCase(userOf(doc).email ?? '') === foldCase(email));
  const text = foldCase(query.trim());
  const meets = ({ name, email: address }: ZendeskUser) =>
    [name, address ?? ''].some((value) => foldCase(value).includes(text));
  return [...state.records.scan(zendeskId, 'user', '')].filter(({ doc }) => meets(userOf(doc)));
}

/**
 * `external_id` is compared without case (https://developer.zendesk.com/api-reference/ticketing/users/users/). Deleted users are not found.
 */
export const searchUsers: VendorOperation = (context) => {
  const { query, state } = context;
  const externalId = query.get('external_id');
  const found =
    externalId === null
      ? wanted(context, query.get('query') ?? '')
      : state.records
          .find(zendeskId, 'user', 'external_id', externalId)
          .filter(({ doc }) => foldCase(userOf(doc).external_id ?? '') === foldCase(externalId));
  const live = found.filter((record) => record.state === 'live');
  return pageOf(
    context,
    'users',
    live.map(({ doc }) => doc),
  );
};

export const listIdentities: VendorOperation = (context, { user = '' }) => {
  const { id, email, phone } = userOf(seenUser(context, user).doc);
  const identity = (type: string, value: string, index: number) => ({
    id: id * 10 + index,
    user_id: id,
    type,
    value,
    verified: true,
    primary: true,
  });
  return pageOf(context, 'identities', [
    ...(email === null ? [] : [identity('email', email, 1)]),
    ...(phone === null ? [] : [identity('phone_number', phone, 2)]),
  ]);
};

function hasOpenTickets({ state }: VendorContext, id: number): boolean {
  return state.records
    .find(zendeskId, 'ticket', 'requester', String(id))
    .some(({ doc }) => ticketDocOf(doc).ticket.status !== 'closed');
}

/** The first of two steps: the user can be restored until they are permanently deleted. */
export const deleteUser: VendorOperation = (context, { user = '' }) => {
  const { state, call } = context;
  const record = state.records.actual(zendeskId, 'user', keyOf(user));
  if (record?.state !== 'live') throw notFound();
  const doc: ZendeskUser = { ...userOf(record.doc), active: false };
  if (hasOpenTickets(context, doc.id))
    throw new Refusal(
      zendeskError(422, 'The user is the requester of tickets that are not closed.'),
    );
  state.records.write(
    zendeskId,
    'user',
    record.id,
    { state: 'binned', doc, keys: userKeys(doc) },
    state.lagOf(call, zendeskId, record.id),
  );
  return { status: 200, effect: 'erased', body: { user: doc } };
};
