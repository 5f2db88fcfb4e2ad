import type { StoredRecord } from '../../store/records.ts';
import { answerBatch } from './batch-answer.ts';
import { hubspotId, shownId, storedId } from './contact-record.ts';
import { invalid, resourceNotFound } from './hubspot-error.ts';
import { bodyOf, findContact, inputsOf, type HubspotOperation } from './operation.ts';
import { presentContact, wishOf, wishOfBody } from './present-contact.ts';
import { readGroups, searchContacts } from './search.ts';

function limitOf(value: unknown, fallback: number, most: number): number {
  const limit = Number(value ?? fallback);
  if (!Number.isInteger(limit) || limit < 1 || limit > most)
    throw invalid(`limit must be between 1 and ${String(most)}.`);
  return limit;
}

export const getContact: HubspotOperation = (context, { contact = '' }) => {
  const { query } = context;
  const record = findContact(
    context,
    contact,
    query.get('idProperty'),
    query.get('archived') === 'true',
  );
  if (!record) throw resourceNotFound();
  return { status: 200, body: presentContact(record, wishOf(query)) };
};

export const listContacts: HubspotOperation = ({ state, query, call }) => {
  const limit = limitOf(query.get('limit'), 10, 100);
  const wanted = query.get('archived') === 'true' ? 'binned' : 'live';
  const page: StoredRecord[] = [];
  for (const record of state.records.scan(
    hubspotId,
    'contact',
    storedId(query.get('after') ?? ''),
    wanted === 'binned' ? 'binned' : 'list',
  )) {
    if (record.state === wanted) page.push(record);
    if (page.length > limit) break;
  }
  const last = page[limit - 1];
  const after = page.length > limit && last ? shownId(last.id) : undefined;
  const paging =
    after === undefined
      ? {}
      : {
          paging: {
            next: {
              after,
              link: `${call.origin}${call.path}?after=${after}&limit=${String(limit)}`,
            },
          },
        };
  return {
    status: 200,
    body: {
      results: page.slice(0, limit).map((record) => presentContact(record, wishOf(query))),
      ...paging,
    },
  };
};

export const search: HubspotOperation = ({ state, call }) => {
  const body = bodyOf(call);
  const found = searchContacts(
    state.records,
    readGroups(body),
    typeof body['query'] === 'string' ? body['query'] : '',
  );
  const limit = limitOf(body['limit'], 10, 200);
  const start = Number(body['after'] ?? 0) || 0;
  const end = start + limit;
  const paging = end < found.length ? { paging: { next: { after: String(end) } } } : {};
  return {
    status: 200,
    body: {
      total: found.length,
      results: found.slice(start, end).map((record) => presentContact(record, wishOfBody(body))),
      ...paging,
    },
  };
};

export const readBatch: HubspotOperation = (context) => {
  const body = bodyOf(context.call);
  const idProperty = typeof body['idProperty'] === 'string' ? body['idProperty'] : null;
  const archived = context.query.get('archived') === 'true';
  const asked = inputsOf(body).map((id) => {
    const record = findContact(context, id, idProperty, archived);
    return { id, shown: record && presentContact(record, wishOfBody(body)) };
  });
  return answerBatch(context.state, asked);
};
