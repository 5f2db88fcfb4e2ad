import { jsonBody, type Answer, type Call } from '../http/call.ts';
import type { PathValues, Route } from '../http/router.ts';
import type { StoredRecord } from '../store/records.ts';
import type { State } from '../store/state.ts';
import {
  contactDocOf,
  contactKeys,
  hubspotId,
  objectIdProperty,
  shownId,
  storedId,
} from './contact-record.ts';
import { HubspotError, invalid, resourceNotFound } from './hubspot-error.ts';
import { presentContact, wishOf, wishOfBody } from './present-contact.ts';
import { readGroups, searchContacts } from './search.ts';

export interface HubspotContext {
  state: State;
  call: Call;
  query: URLSearchParams;
}

export type HubspotOperation = (context: HubspotContext, values: PathValues) => Answer;

const uniqueProperties = new Set(['email', objectIdProperty, 'hs_object_id']);

/** The contact with this id or unique property, in the wanted state, as readers see it now. */
function findContact(
  { state }: HubspotContext,
  value: string,
  idProperty: string | null,
  archived: boolean,
): StoredRecord | undefined {
  const wanted = archived ? 'binned' : 'live';
  if (idProperty === null || idProperty === 'hs_object_id') {
    const record = state.records.seen(hubspotId, 'contact', storedId(value));
    return record?.state === wanted ? record : undefined;
  }
  if (!uniqueProperties.has(idProperty))
    throw invalid(`Property "${idProperty}" is not a unique property of contacts.`);
  return state.records
    .find(hubspotId, 'contact', idProperty, value)
    .find(
      (record) =>
        record.state === wanted &&
        contactKeys(contactDocOf(record.doc)).some(
          ([field, key]) => field === idProperty && key.toLowerCase() === value.toLowerCase(),
        ),
    );
}

function bodyOf(call: Call): Record<string, unknown> {
  const body = jsonBody(call);
  if (!body) throw invalid('Invalid input JSON: could not be parsed.');
  return body;
}

function limitOf(value: unknown, fallback: number, most: number): number {
  const limit = Number(value ?? fallback);
  if (!Number.isInteger(limit) || limit < 1 || limit > most)
    throw invalid(`limit must be between 1 and ${String(most)}.`);
  return limit;
}

const getContact: HubspotOperation = (context, { contact = '' }) => {
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

const listContacts: HubspotOperation = ({ state, query, call }) => {
  const limit = limitOf(query.get('limit'), 10, 100);
  const wanted = query.get('archived') === 'true' ? 'binned' : 'live';
  const page: StoredRecord[] = [];
  for (const record of state.records.scan(
    hubspotId,
    'contact',
    storedId(query.get('after') ?? ''),
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

const search: HubspotOperation = ({ state, call }) => {
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

const inputsOf = (body: Record<string, unknown>): string[] => {
  if (!Array.isArray(body['inputs'])) throw invalid('Invalid input JSON: inputs are missing.');
  return body['inputs'].map((input: unknown) => String((input as { id?: unknown } | null)?.id));
};

const readBatch: HubspotOperation = (context) => {
  const body = bodyOf(context.call);
  const ids = inputsOf(body);
  const idProperty = typeof body['idProperty'] === 'string' ? body['idProperty'] : null;
  const found = ids.map((id) =>
    findContact(context, id, idProperty, context.query.get('archived') === 'true'),
  );
  const missing = ids.filter((_, index) => found[index] === undefined);
  const at = new Date(context.state.clock.now()).toISOString();
  const results = found
    .filter((record) => record !== undefined)
    .map((record) => presentContact(record, wishOfBody(body)));
  const errors = {
    numErrors: 1,
    errors: [
      {
        status: 'error',
        category: 'OBJECT_NOT_FOUND',
        message: 'Could not get some CONTACT objects, they may be deleted or not exist.',
        context: { ids: missing },
        errors: [],
        links: {},
      },
    ],
  };
  return {
    status: missing.length > 0 ? 207 : 200,
    body: {
      status: 'COMPLETE',
      results,
      startedAt: at,
      completedAt: at,
      ...(missing.length > 0 ? errors : {}),
    },
  };
};

function archive({ state }: HubspotContext, id: string): boolean {
  const record = state.records.actual(hubspotId, 'contact', storedId(id));
  if (record?.state !== 'live') return false;
  const contact = {
    ...contactDocOf(record.doc),
    archivedAt: new Date(state.clock.now()).toISOString(),
  };
  state.records.write(
    hubspotId,
    'contact',
    record.id,
    { state: 'binned', doc: contact, keys: contactKeys(contact) },
    state.lagOf(hubspotId, record.id),
  );
  return true;
}

/** Archives only: the contact can be restored for 90 days. An unknown id is answered 204 too. */
const archiveContact: HubspotOperation = (context, { contact = '' }) => ({
  status: 204,
  effect: archive(context, contact) ? 'updated' : null,
});

const archiveBatch: HubspotOperation = (context) => {
  const archived = inputsOf(bodyOf(context.call)).filter((id) => archive(context, id));
  return { status: 204, effect: archived.length > 0 ? 'updated' : null };
};

/** An address nobody has goes onto the blocklist: it can never be used again. */
function block({ state }: HubspotContext, email: string): Answer {
  const address = email.trim().toLowerCase();
  if (state.records.actual(hubspotId, 'blocklistEntry', address))
    return { status: 204, effect: null };
  const owner = state.database
    .prepare(
      "SELECT person FROM people, json_each(people.doc, '$.emails') WHERE lower(json_each.value) = ?",
    )
    .get(address);
  state.records.place(hubspotId, 'blocklistEntry', address, {
    state: 'live',
    doc: { email: address },
    keys: [],
    person: typeof owner?.['person'] === 'string' ? owner['person'] : null,
  });
  return { status: 204, effect: 'created' };
}

const gdprDelete: HubspotOperation = (context) => {
  const { objectId, idProperty } = bodyOf(context.call);
  if (typeof objectId !== 'string' || objectId === '')
    throw invalid('Invalid input JSON: objectId is missing.');
  if (idProperty !== undefined && typeof idProperty !== 'string')
    throw invalid('Invalid input JSON: idProperty must be a string.');
  const found =
    findContact(context, objectId, idProperty ?? null, false) ??
    findContact(context, objectId, idProperty ?? null, true);
  const record = found && context.state.records.actual(hubspotId, 'contact', found.id);
  if (record) {
    const { state } = context;
    state.records.write(
      hubspotId,
      'contact',
      record.id,
      { state: 'gone', doc: {}, keys: [] },
      state.lagOf(hubspotId, record.id),
    );
    return { status: 204, effect: 'erased' };
  }
  if (idProperty === 'email') return block(context, objectId);
  throw new HubspotError(404, 'OBJECT_NOT_FOUND', 'resource not found');
};

const base = '/crm/v3/objects/contacts';

export const hubspotRoutes: readonly Route<HubspotOperation>[] = [
  { method: 'GET', pattern: base, target: listContacts },
  { method: 'POST', pattern: `${base}/search`, target: search },
  { method: 'POST', pattern: `${base}/gdpr-delete`, target: gdprDelete },
  { method: 'POST', pattern: `${base}/batch/read`, target: readBatch },
  { method: 'POST', pattern: `${base}/batch/archive`, target: archiveBatch },
  { method: 'GET', pattern: `${base}/{contact}`, target: getContact },
  { method: 'DELETE', pattern: `${base}/{contact}`, target: archiveContact },
];
