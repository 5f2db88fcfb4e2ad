import { settleSeconds, type SandboxUrls, type Vendor } from '../vendor.ts';
import { createMailchimp } from './mailchimp.ts';
import { mailchimpId, mailchimpKey, objectIdMergeField } from './member-record.ts';
import { memberPlaceSchema } from './place-schema.ts';
import { restoreMember } from './restore-member.ts';
import { seedMembers } from './seed-members.ts';
import { specialPeople } from './special-people.ts';

const configuration = ({ systems }: SandboxUrls) => [
  {
    id: mailchimpId,
    connector: 'mailchimp',
    title: 'Mailchimp',
    settings: { baseUrl: `${systems[mailchimpId] ?? ''}/3.0`, objectIdMergeField, settleSeconds },
    secrets: { apiKey: 'env:MAILCHIMP_API_KEY' },
  },
];

/** Mailchimp Marketing: members of audiences, and customers of connected stores. */
export const vendor: Vendor = {
  name: 'mailchimp',
  core: true,
  systems: [{ id: mailchimpId, scheme: 'http' }],
  play: ({ state }) => [createMailchimp(state)],
  place: memberPlaceSchema,
  specialPeople,
  seed: seedMembers,
  traceNames: {
    member: { live: 'member', binned: 'archivedMember' },
    customer: { live: 'customer', binned: 'customer' },
    order: { live: 'order', binned: 'order' },
    cart: { live: 'cart', binned: 'cart' },
  },
  restore: restoreMember,
  configuration,
  secrets: { MAILCHIMP_API_KEY: mailchimpKey },
};
