import { jsonBody } from '../../http/call.ts';
import type { VendorContext, VendorOperation } from '../../http/vendor-system.ts';
import { foldCase } from '../../store/fold-case.ts';
import type { StoredRecord } from '../../store/records.ts';
import {
  contactDocOf,
  conversationOf,
  intercomId,
  type ContactDoc,
  type Conversation,
} from './contact-record.ts';
import { presentContact } from './contacts.ts';
import { badRequest, notFound } from './intercom-error.ts';

interface Single {
  field: string;
  operator: string;
  value: unknown;
}

type Query = Single | { operator: 'AND' | 'OR'; value: Query[] };

const isGroup = (query: Query): query is { operator: 'AND' | 'OR'; value: Query[] } =>
  (query.operator === 'AND' || query.operator === 'OR') && Array.isArray(query.value);

const contactFields = new Set(['id', 'external_id', 'email', 'phone', 'name', 'role']);

/** https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts */
function meets(query: Query, valueOf: (field: string) => unknown): boolean {
  if (isGroup(query))
    return query.operator === 'AND'
      ? query.value.every((each) => meets(each, valueOf))
      : query.value.some((each) => meets(each, valueOf));
  const fold = (value: unknown) => (typeof value === 'string' ? foldCase(value) : value);
  const actual = fold(valueOf(query.field));
  switch (query.operator) {
    case '=':
      return actual === fold(query.value);
    case '!=':
      return actual !== fold(query.value);
    case 'IN':
      return Array.isArray(query.value) && query.value.some((each) => fold(each) === actual);
    case '~':
      return typeof actual === 'string' && actual.includes(String(fold(query.value)));
    default:
      throw badRequest(`Operator ${query.operator} is not supported.`);
  }
}

function readSearch({ call }: VendorContext) {
  const body = jsonBody(call) ?? {};
  const query = body['query'] as Query | undefined;
  if (typeof query !== 'object') throw badRequest('The query is missing.');
  const paging = (body['pagination'] ?? {}) as { per_page?: number; starting_after?: string };
  const perPage = paging.per_page ?? 50;
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > 150)
    throw badRequest('per_page must be between 1 and 150.');
  return { query, perPage, start: Number(paging.starting_after ?? 0) || 0 };
}

function pagesOf(total: number, perPage: number, start: number) {
  const page = Math.floor(start / perPage) + 1;
  const next = start + perPage;
  return {
    type: 'pages',
    page,
    per_page: perPage,
    total_pages: Math.max(1, Math.ceil(total / perPage)),
    ...(next < total ? { next: { page: page + 1, starting_after: String(next) } } : {}),
  };
}

function checkFields(query: Query): void {
  if (isGroup(query)) query.value.forEach(checkFields);
  else if (!contactFields.has(query.field))
    throw badRequest(`Field ${query.field} cannot be searched.`);
}

const indexed = new Set(['email', 'external_id', 'phone']);

/** The contacts that may meet the query: from an index when one condition allows it, otherwise all contacts. */
function candidates({ state }: VendorContext, query: Query): Iterable<StoredRecord> {
  if (isGroup(query) || query.operator !== '=' || !indexed.has(query.field))
    return state.records.scan(intercomId, 'contact', '');
  return state.records.find(intercomId, 'contact', query.field, String(query.value));
}

/** Archived contacts are not found. The index lags behind the database; a `lag` fault on `list` sets the time. */
export const searchContacts: VendorOperation = (context) => {
  const { query, perPage, start } = readSearch(context);
  checkFields(query);
  const found: ContactDoc[] = [];
  for (const record of candidates(context, query)) {
    const doc = contactDocOf(record.doc);
    if (record.state === 'live' && meets(query, (field) => doc.contact[field])) found.push(doc);
  }
  return {
    status: 200,
    body: {
      type: 'list',
      data: found.slice(start, start + perPage).map(presentContact),
      total_count: found.length,
      pages: pagesOf(found.length, perPage, start),
    },
  };
};

const presentConversation = ({ id, contact, subject, body, created_at: at }: Conversation) => ({
  type: 'conversation',
  id,
  created_at: at,
  updated_at: at,
  state: 'closed',
  read: true,
  priority: 'not_priority',
  title: null,
  source: { type: 'conversation', id, delivered_as: 'customer_initiated', subject, body },
  contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: contact }] },
});

/** Only reading a conversation shows its parts. The search leaves them out. */
export const getConversation: VendorOperation = ({ state }, { conversation = '' }) => {
  const record = state.records.seen(intercomId, 'conversation', conversation);
  if (!record) throw notFound('Conversation');
  return {
    status: 200,
    body: {
      ...presentConversation(conversationOf(record.doc)),
      conversation_parts: {
        type: 'conversation_part.list',
        conversation_parts: [],
        total_count: 0,
      },
    },
  };
};

/** Conversations of one contact. Only the field `contact_ids` is simulated. */
export const searchConversations: VendorOperation = (context) => {
  const { query, perPage, start } = readSearch(context);
  if (isGroup(query) || query.field !== 'contact_ids')
    throw badRequest('The sandbox simulates a search by contact_ids only.');
  const wanted = (Array.isArray(query.value) ? query.value : [query.value]).map(String);
  const found = wanted
    .flatMap((id) => context.state.records.find(intercomId, 'conversation', 'contact', id))
    .map(({ doc }) => conversationOf(doc));
  return {
    status: 200,
    body: {
      type: 'conversation.list',
      conversations: found.slice(start, start + perPage).map(presentConversation),
      total_count: found.length,
      pages: pagesOf(found.length, perPage, start),
    },
  };
};
