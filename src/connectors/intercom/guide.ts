import type { ConnectorGuide } from '../contract.ts';

export const guide: ConnectorGuide = {
  permissions: [
    '`Read and list users and companies` and `Write users and companies`: find, export, erase',
    '`Read conversations`: export',
    '`Read tags`: export',
  ],
  finds: [
    'the object ID in `external_id`, of any tenant: a match, users and leads',
    'contact ids and the e-mail address: a match',
    'the phone number, as it was written: a lead, unless `phone` is trusted',
  ],
  erases:
    'The contact permanently, with all conversations. Intercom can recover it for 7 days, so the erasure is `pending` until then.',
  neverSearched: [
    'archived contacts by anything but their id: Intercom’s search leaves them out',
    'contacts that were merged into another one, by their old id',
    'visitors who never gave an address',
  ],
  notExported: [
    'events of the contact, tickets, and files in conversations: this connector does not read them',
  ],
  remains: ['copies in other stores of Intercom, for up to 90 days: residual `purge`'],
  limits: [
    'Intercom’s search shows a change after minutes. Users are found by object ID at once.',
    'A search by phone number finds the number only as it was written in Intercom.',
    'A private app may make 10,000 requests in a minute, all apps of a workspace 25,000.',
  ],
};
