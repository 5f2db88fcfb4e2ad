import type { PortableParts } from '../../domain/portable-record.ts';
import { asItem, portable, texts } from '../kit/portable.ts';
import { listed } from './contact.ts';

const several = (value: unknown) => (typeof value === 'string' ? listed(value) : []);

/** Which content of the export of a contact is portable. Activities are written by the staff, so they are not portable. */
export const portableContact: PortableParts = {
  contact: (item) => {
    const known = asItem(item['properties']);
    const optedOut = known['hs_email_optout'];
    return [
      ...portable('profile', 'provided', {
        givenName: known['firstname'],
        familyName: known['lastname'],
        emails: texts(known['email'], several(known['hs_additional_emails'])),
        phones: texts(known['phone'], known['mobilephone'], known['fax']),
        birthDate: known['date_of_birth'],
        language: known['hs_language'],
        organization: known['company'],
        jobTitle: known['jobtitle'],
        street: known['address'],
        locality: known['city'],
        region: known['state'],
        postalCode: known['zip'],
        country: known['country'],
      }),
      ...(typeof optedOut === 'string'
        ? portable('consent', 'provided', { purpose: 'email', given: optedOut !== 'true' })
        : []),
    ];
  },
};
