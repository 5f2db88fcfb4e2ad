import type { PortableParts } from '../../domain/portable-record.ts';
import { asItem, portable, texts } from '../kit/portable.ts';

/** Stripe's times are seconds since 1970. */
const timeOf = (seconds: unknown) =>
  typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : undefined;

/** Which content of the export of a customer is portable. */
export const portableCustomer: PortableParts = {
  customer: (customer) => {
    const address = asItem(customer['address']);
    return portable('profile', 'provided', {
      displayName: customer['name'],
      emails: texts(customer['email']),
      phones: texts(customer['phone']),
      street: texts(address['line1'], address['line2']).join(', '),
      locality: address['city'],
      region: address['state'],
      postalCode: address['postal_code'],
      country: address['country'],
      language: texts(customer['preferred_locales'])[0],
    });
  },
  charges: (charge) =>
    portable(
      'order',
      'observed',
      {
        identifier: charge['id'],
        totalInMinorUnits: charge['amount'],
        currency: charge['currency'],
      },
      timeOf(charge['created']),
    ),
};
