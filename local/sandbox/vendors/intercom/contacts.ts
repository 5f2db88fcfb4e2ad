import type { VendorContext, VendorOperation } from '../../http/vendor-system.ts';
import type { StoredRecord } from '../../store/records.ts';
import { contactDocOf, contactKeys, intercomId, type ContactDoc } from './contact-record.ts';
import { notFound } from './intercom-error.ts';

const listOf = (data: readonly unknown[]) => ({
  type: 'list',
  data,
  total_count: data.length,
  has_more: false,
});

export function presentContact({ contact, notes, tags }: ContactDoc): object {
  const link = (name: string, count: number) => ({
    type: 'list',
    data: [],
    url: `/contacts/${contact.id}/${name}`,
    total_count: count,
    has_more: false,
  });
  return {
    ...contact,
    notes: link('notes', notes.length),
    tags: link('tags', tags.length),
    companies: link('companies', 0),
  };
}

function seenContact({ state }: VendorContext, id: string): StoredRecord {
  const record = state.records.seen(intercomId, 'contact', id);
  if (!record) throw notFound('Contact');
  return record;
}

export const getContact: VendorOperation = (context, { contact = '' }) => ({
  status: 200,
  body: presentContact(contactDocOf(seenContact(context, contact).doc)),
});

/** Finds contacts with the role `user` only: a lead has no external id for this call. */
export const findByExternalId: VendorOperation = ({ state }, { external = '' }) => {
  const found = state.records
    .find(intercomId, 'contact', 'external_id', external, 'one')
    .filter((record) => record.state === 'live')
    .map(({ doc }) => contactDocOf(doc))
    .find(({ contact }) => contact.role === 'user' && contact.external_id === external);
  if (!found) throw notFound('Contact');
  return { status: 200, body: presentContact(found) };
};

const below =
  (list: (doc: ContactDoc) => readonly unknown[]): VendorOperation =>
  (context, { contact = '' }) => ({
    status: 200,
    body: listOf(list(contactDocOf(seenContact(context, contact).doc))),
  });

const pageSize = 50;

/** Pages are numbered from 1: https://developers.intercom.com/docs/references/rest-api/api.intercom.io/notes/listnotes */
const inPages =
  (list: (doc: ContactDoc) => readonly unknown[]): VendorOperation =>
  (context, { contact = '' }) => {
    const all = list(contactDocOf(seenContact(context, contact).doc));
    const size = Number(context.query.get('per_page') ?? pageSize) || pageSize;
    const page = Number(context.query.get('page') ?? 1) || 1;
    const total = Math.max(1, Math.ceil(all.length / size));
    return {
      status: 200,
      body: {
        type: 'list',
        data: all.slice((page - 1) * size, page * size),
        total_count: all.length,
        pages: { type: 'pages', page, per_page: size, total_pages: total },
      },
    };
  };

export const listNotes = inPages(({ contact, notes }) =>
  notes.map((body, index) => ({
    type: 'note',
    id: String(index + 1),
    created_at: contact['created_at'],
    contact: { type: 'contact', id: contact.id },
    body,
  })),
);
export const listTags = below(({ tags }) => tags.map((name) => ({ type: 'tag', id: name, name })));
export const listNothing = below(() => []);

function requireContact({ state }: VendorContext, id: string): StoredRecord {
  const record = state.records.actual(intercomId, 'contact', id);
  if (!record) throw notFound('Contact');
  return record;
}

/** Archiving hides a contact from the search. The data stay. */
const move =
  (to: 'live' | 'binned'): VendorOperation =>
  (context, { contact: id = '' }) => {
    const { state, call } = context;
    const record = requireContact(context, id);
    const doc = contactDocOf(record.doc);
    const lag = state.lagOf(call, intercomId, id);
    state.records.write(intercomId, 'contact', id, { state: to, doc, keys: contactKeys(doc) }, lag);
    return {
      status: 200,
      effect: record.state === to ? null : 'updated',
      body: {
        type: 'contact',
        id,
        external_id: doc.contact.external_id,
        archived: to === 'binned',
      },
    };
  };

export const archiveContact = move('binned');
export const unarchiveContact = move('live');

/** Removes the contact and the conversations from the API at once. Intercom can recover them for 7 days. */
export const deleteContact: VendorOperation = (context, { contact: id = '' }) => {
  const { state, call } = context;
  const { doc, person } = requireContact(context, id);
  const erase = (kind: string, key: string) => {
    const lag = state.lagOf(call, intercomId, key);
    state.records.write(intercomId, kind, key, { state: 'gone', doc: {}, keys: [] }, lag);
  };
  for (const conversation of state.records.findActual(intercomId, 'conversation', 'contact', id))
    erase('conversation', conversation.id);
  erase('contact', id);
  state.records.place(intercomId, 'recoverableContact', id, {
    state: 'binned',
    doc: {},
    keys: [],
    person,
  });
  const { external_id: externalId } = contactDocOf(doc).contact;
  return {
    status: 200,
    effect: 'erased',
    body: { type: 'contact', id, external_id: externalId, deleted: true },
  };
};
