import { settleSeconds, type SandboxUrls, type Vendor } from '../vendor.ts';
import { hubspotId, hubspotToken, objectIdProperty } from './contact-record.ts';
import { createHubspot } from './hubspot.ts';
import { contactPlaceSchema } from './place-schema.ts';
import { settings } from './settings.ts';
import { restoreContact } from './restore-contact.ts';
import { seedContacts } from './seed-contacts.ts';
import { specialPeople } from './special-people.ts';

const configuration = ({ systems }: SandboxUrls) => [
  {
    id: hubspotId,
    connector: 'hubspot',
    title: 'HubSpot CRM',
    settings: {
      baseUrl: systems[hubspotId],
      objectIdProperty,
      settleSeconds,
      // The simulated HubSpot counts no requests unless a quota is set.
      requestsPer10Seconds: 100_000,
    },
    secrets: { accessToken: 'env:HUBSPOT_TOKEN' },
  },
];

/** HubSpot CRM: contacts. */
export const vendor: Vendor = {
  name: 'hubspot',
  core: true,
  systems: [{ id: hubspotId, scheme: 'http' }],
  play: ({ state }) => [createHubspot(state)],
  place: contactPlaceSchema,
  specialPeople,
  seed: seedContacts,
  settings,
  traceNames: {
    contact: { live: 'contact', binned: 'archivedContact' },
    object: { live: 'activity', binned: 'activity' },
    blocklistEntry: { live: 'blocklistEntry', binned: 'blocklistEntry' },
  },
  restore: restoreContact,
  configuration,
  secrets: { HUBSPOT_TOKEN: hubspotToken },
};
