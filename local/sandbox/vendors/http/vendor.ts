import { header } from '../../http/call.ts';
import { createVendorSystem } from '../../http/vendor-system.ts';
import { livesIn } from '../../world/seed-source.ts';
import { settleSeconds, type SandboxUrls, type Vendor } from '../vendor.ts';
import { loyaltyError } from './loyalty-error.ts';
import { loyaltyId, loyaltyKey } from './member-record.ts';
import {
  deleteMember,
  getByAccount,
  getMember,
  listMembers,
  listPoints,
  postErasureState,
} from './operations.ts';
import { memberPlaceSchema, placeMember } from './place-member.ts';
import { settings } from './settings.ts';

const byId = { path: '/members/{id}' };
const after = { type: 'cursor', query: 'after', next: '$.paging.next' };

/** How docs/http-services.md declares this service. */
const declared = {
  auth: { type: 'header', name: 'X-Loyalty-Key' },
  absent: { path: '$.code', is: 'member_not_found' },
  error: { path: '$.code' },
  find: {
    'object-id': { path: '/members/by-account/{value}', records: '$' },
    'record-id': { path: '/members/{value}', records: '$' },
    email: { path: '/members', query: { email: '{value}' }, records: '$.members', paging: after },
    phone: { path: '/members', query: { phone: '{value}' }, records: '$.members', paging: after },
  },
  fields: {
    id: '$.memberId',
    objectIds: '$.account',
    emails: '$.contact.mail',
    phones: '$.contact.phone',
    otherEmails: '$.remarkMails',
    given: '$.name.first',
    surname: '$.name.last',
  },
  export: [
    { part: 'member', ...byId, items: '$' },
    {
      part: 'points',
      path: '/members/{id}/points',
      items: '$.entries',
      paging: { type: 'offset', query: 'offset', sizeQuery: 'limit', size: 100 },
    },
  ],
  erase: { method: 'DELETE', ...byId },
  verify: byId,
};

const configuration = ({ systems }: SandboxUrls) => [
  {
    id: loyaltyId,
    connector: 'http',
    title: 'Loyalty programme',
    settings: {
      baseUrl: `${systems[loyaltyId] ?? ''}/api`,
      internalHosts: ['127.0.0.1'],
      settleSeconds,
      ...declared,
    },
    secrets: { secret: 'env:LOYALTY_KEY' },
  },
];

const member = '/api/members/{member}';

const routes = [
  { method: 'GET', pattern: '/api/members', target: listMembers },
  { method: 'GET', pattern: '/api/members/by-account/{account}', target: getByAccount },
  { method: 'GET', pattern: member, target: getMember },
  { method: 'GET', pattern: `${member}/points`, target: listPoints },
  { method: 'DELETE', pattern: member, target: deleteMember },
  { method: 'POST', pattern: '/api/erasures/{member}/state', target: postErasureState },
];

/** An invented service of the organisation itself, with a common kind of HTTP API. */
export const vendor: Vendor = {
  name: 'http',
  core: false,
  systems: [{ id: loyaltyId, scheme: 'http' }],
  play: ({ state }) => [
    createVendorSystem(
      {
        id: loyaltyId,
        routes,
        authorise: (call) =>
          header(call, 'x-loyalty-key') === loyaltyKey ? undefined : loyaltyError(401),
        throttled: (seconds) => loyaltyError(429, { 'Retry-After': String(seconds) }),
        failure: (code) => loyaltyError(code),
      },
      state,
    ),
  ],
  place: memberPlaceSchema,
  specialPeople: [],
  seed: (state, person, { random, objectId }) => {
    if (!livesIn(person, loyaltyId, () => random.chance(0.3))) return [];
    const { given, family } = person;
    const place = { first: given, last: family, account: objectId, points: person.number % 5 };
    return [placeMember(state, person, place)];
  },
  traceNames: {
    member: { live: 'member', binned: 'member' },
    points: { live: 'points', binned: 'points' },
  },
  // The service has no recycle bin.
  restore: () => undefined,
  settings,
  configuration,
  secrets: { LOYALTY_KEY: loyaltyKey },
};
