import { tenants, type Tenant } from '../vendors/azure-ad-b2c/tenants.ts';
import { hubspotId } from '../vendors/hubspot/contact-record.ts';
import { audiences, mailchimpId } from '../vendors/mailchimp/member-record.ts';
import { makeContact, makeMember, makeUser, objectIdOf } from './make-record.ts';
import { named, type Special } from './special.ts';

const [de] = tenants as readonly [Tenant, ...Tenant[]];
const [newsletter, offers] = audiences;

/** People whose record at a vendor is the riddle. */
export const specialRecords: readonly Special[] = [
  // An e-mail no tenant knows: only the object ID leads there.
  ...named(
    'object-id-only',
    (someone) => ({
      'b2c-de': [makeUser(de, someone)],
      [hubspotId]: [
        makeContact(someone, objectIdOf('b2c-de', someone), {
          email: `office.${String(someone.number)}@example.com`,
          phone: null,
        }),
      ],
      [mailchimpId]: [
        makeMember(someone, objectIdOf('b2c-de', someone), {
          email_address: `news.${String(someone.number)}@example.net`,
        }),
      ],
    }),
    [
      ['Olga', 'Ohnepost', 'olga.ohnepost@example.org'],
      ['Otto', 'Ohnepost', 'otto.ohnepost@example.org'],
      ['Odile', 'Sanslettre', 'odile.sanslettre@example.org'],
    ],
  ),
  ...named(
    'secondary-email',
    (someone) => ({
      'b2c-de': [makeUser(de, someone)],
      [hubspotId]: [
        makeContact(someone, undefined, {
          email: `work.${String(someone.number)}@example.com`,
          hs_additional_emails: `${someone.emails[0] ?? ''};old.${String(someone.number)}@example.com`,
        }),
      ],
    }),
    [['Zoe', 'Zweitpost', 'zoe.zweitpost@example.org']],
  ),
  ...named(
    'archived-contact',
    (someone) => ({
      'b2c-de': [makeUser(de, someone)],
      [hubspotId]: [{ ...makeContact(someone, objectIdOf('b2c-de', someone)), state: 'binned' }],
    }),
    [['Arno', 'Archiv', 'arno.archiv@example.org']],
  ),
  ...named(
    'two-lists',
    (someone) => ({
      'b2c-de': [makeUser(de, someone)],
      [mailchimpId]: [
        makeMember(someone, objectIdOf('b2c-de', someone), { list_id: newsletter.id }),
        makeMember(someone, objectIdOf('b2c-de', someone), {
          list_id: offers.id,
          status: 'unsubscribed',
        }),
      ],
    }),
    [['Lisa', 'Listig', 'lisa.listig@example.org']],
  ),
  ...named(
    'archived-member',
    (someone) => ({
      'b2c-de': [makeUser(de, someone)],
      [mailchimpId]: [makeMember(someone, objectIdOf('b2c-de', someone), { status: 'archived' })],
    }),
    [['Malte', 'Museum', 'malte.museum@example.org']],
  ),
  ...named(
    'vendors-only',
    (someone) => ({
      [hubspotId]: [makeContact(someone, undefined)],
      [mailchimpId]: [makeMember(someone, undefined)],
    }),
    [['Nora', 'Nurcrm', 'nora.nurcrm@example.org']],
  ),
];
