import { header } from '../../http/call.ts';
import type { Route } from '../../http/router.ts';
import { createVendorSystem, type VendorOperation } from '../../http/vendor-system.ts';
import type { State } from '../../store/state.ts';
import { settleSeconds, type SandboxUrls, type Vendor } from '../vendor.ts';
import { contactDocOf, contactKeys, intercomId, intercomToken } from './contact-record.ts';
import {
  archiveContact,
  deleteContact,
  findByExternalId,
  getContact,
  listNotes,
  listNothing,
  listTags,
  unarchiveContact,
} from './contacts.ts';
import { intercomError } from './intercom-error.ts';
import { contactPlaceSchema } from './place-schema.ts';
import { getConversation, searchContacts, searchConversations } from './search.ts';
import { seedContacts } from './seed-contacts.ts';
import { specialPeople } from './special-people.ts';

const contact = '/contacts/{contact}';

const routes: readonly Route<VendorOperation>[] = [
  { method: 'GET', pattern: '/contacts/find_by_external_id/{external}', target: findByExternalId },
  { method: 'POST', pattern: '/contacts/search', target: searchContacts },
  { method: 'GET', pattern: contact, target: getContact },
  { method: 'DELETE', pattern: contact, target: deleteContact },
  { method: 'POST', pattern: `${contact}/archive`, target: archiveContact },
  { method: 'POST', pattern: `${contact}/unarchive`, target: unarchiveContact },
  { method: 'GET', pattern: `${contact}/notes`, target: listNotes },
  { method: 'GET', pattern: `${contact}/tags`, target: listTags },
  ...['companies', 'segments', 'subscriptions'].map((name) => ({
    method: 'GET',
    pattern: `${contact}/${name}`,
    target: listNothing,
  })),
  { method: 'POST', pattern: '/conversations/search', target: searchConversations },
  { method: 'GET', pattern: '/conversations/{conversation}', target: getConversation },
];

const sevenDaysMs = 7 * 86_400_000;

/** Deleted contacts that Intercom could still recover. */
function recoverable({ records, clock }: State, person: string) {
  const count = records
    .ownedBy(person)
    .filter(
      ({ system, kind, record }) =>
        system === intercomId &&
        kind === 'recoverableContact' &&
        record.changedAt + sevenDaysMs > clock.now(),
    ).length;
  return [{ system: intercomId, what: 'recoverableContact', count }];
}

const configuration = ({ systems }: SandboxUrls) => [
  {
    id: intercomId,
    connector: 'intercom',
    title: 'Intercom',
    settings: { baseUrl: systems[intercomId], settleSeconds },
    secrets: { accessToken: 'env:INTERCOM_TOKEN' },
  },
];

/** Intercom: contacts and their conversations. */
export const vendor: Vendor = {
  name: 'intercom',
  core: false,
  systems: [{ id: intercomId, scheme: 'http' }],
  play: ({ state }) => [
    createVendorSystem(
      {
        id: intercomId,
        routes,
        authorise: (call) =>
          header(call, 'authorization') === `Bearer ${intercomToken}`
            ? undefined
            : intercomError(401, 'Access Token Invalid'),
        throttled: (seconds, limit) =>
          intercomError(429, 'Exceeded rate limit', {
            'X-RateLimit-Limit': String(limit),
            'X-RateLimit-Remaining': '0',
            'X-RateLimit-Reset': String(Math.floor(Date.now() / 1000) + seconds),
          }),
        failure: (status) => intercomError(status, 'The sandbox was told to answer so.'),
      },
      state,
    ),
  ],
  place: contactPlaceSchema,
  specialPeople,
  seed: seedContacts,
  traceNames: {
    contact: { live: 'contact', binned: 'archivedContact' },
    conversation: { live: 'conversation', binned: 'conversation' },
  },
  moreTraces: recoverable,
  restore: (state, { system, kind, record }) => {
    // Only Intercom's support can restore a deleted contact.
    if (kind !== 'contact') return;
    const { id, doc, person } = record;
    const keys = contactKeys(contactDocOf(doc));
    state.records.place(system, kind, id, { state: 'live', doc, keys, person });
  },
  configuration,
  secrets: { INTERCOM_TOKEN: intercomToken },
};
