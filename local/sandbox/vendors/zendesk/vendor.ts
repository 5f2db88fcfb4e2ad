import { header, type Call } from '../../http/call.ts';
import { createVendorSystem } from '../../http/vendor-system.ts';
import { settleSeconds, type SandboxUrls, type Vendor } from '../vendor.ts';
import { userPlaceSchema } from './place-schema.ts';
import { quotas } from './quotas.ts';
import { zendeskRoutes } from './routes.ts';
import { seedUsers } from './seed-users.ts';
import { specialPeople } from './special-people.ts';
import { tooMany, zendeskError } from './zendesk-error.ts';
import { userKeys, userOf, zendeskId, zendeskToken, zendeskUser } from './zendesk-record.ts';

const credentials = `Basic ${Buffer.from(`${zendeskUser}/token:${zendeskToken}`).toString('base64')}`;
const isAllowed = (call: Call) => header(call, 'authorization') === credentials;

const configuration = ({ systems }: SandboxUrls) => [
  {
    id: zendeskId,
    connector: 'zendesk',
    title: 'Zendesk Support',
    settings: { baseUrl: systems[zendeskId], user: zendeskUser, settleSeconds },
    secrets: { apiToken: 'env:ZENDESK_API_TOKEN' },
  },
];

/** Zendesk Support: users, their tickets, and deletion in two steps. */
export const vendor: Vendor = {
  name: 'zendesk',
  core: false,
  systems: [{ id: zendeskId, scheme: 'http' }],
  play: ({ state }) => [
    createVendorSystem(
      {
        id: zendeskId,
        routes: zendeskRoutes,
        authorise: (call) =>
          isAllowed(call) ? undefined : zendeskError(401, 'Check the user and the token.'),
        throttled: tooMany,
        failure: (status) => zendeskError(status, 'The sandbox was told to answer so.'),
      },
      state,
    ),
  ],
  place: userPlaceSchema,
  specialPeople,
  seed: seedUsers,
  traceNames: {
    user: { live: 'user', binned: 'deletedUser' },
    ticket: { live: 'ticket', binned: 'ticket' },
  },
  restore: (state, { system, kind, record }) => {
    const doc = { ...userOf(record.doc), active: true };
    const { id, person } = record;
    state.records.place(system, kind, id, { state: 'live', doc, keys: userKeys(doc), person });
  },
  quotas,
  configuration,
  secrets: { ZENDESK_API_TOKEN: zendeskToken },
};
