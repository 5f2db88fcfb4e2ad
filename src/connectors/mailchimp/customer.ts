import { z } from 'zod';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit, RecordRef } from '../../domain/match.ts';
import type { RecordClass } from '../../domain/system.ts';
import { maskEmail, maskName, preview } from '../kit/mask.ts';
import { emailField, hitsBy } from '../kit/match.ts';

/** A customer of a connected store. https://mailchimp.com/developer/marketing/api/ecommerce-customers/ */
export const customerShape = z.object({
  id: z.string().min(1),
  email_address: z.string(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
});

export type Customer = z.infer<typeof customerShape> & { readonly store: string };

/** The records that a shop must keep. The customer is kept together with the orders, because the orders are found only by the customer. */
export const storeCustomers: RecordClass = {
  name: 'store-customers',
  kinds: ['customer'],
  title: {
    en: 'your orders and carts in a shop, and the customer record they belong to',
    de: 'Ihre Bestellungen und Warenkörbe in einem Shop und der Kundendatensatz dazu',
    fr: 'vos commandes et paniers dans une boutique, et la fiche client correspondante',
    nl: 'uw bestellingen en winkelwagens in een winkel, en de klantgegevens die erbij horen',
    el: 'οι παραγγελίες και τα καλάθια σας σε ένα κατάστημα, και η εγγραφή πελάτη στην οποία ανήκουν',
    'zh-Hans': '您在商店中的订单和购物车，以及它们所属的客户记录',
  },
};

export const isCustomer = ({ kind }: RecordRef): boolean => kind === 'customer';

/** The path of a store, or of an object in it. Ids of shops may hold any character. */
export function storePath(store: string, ...below: readonly string[]): string {
  return ['/ecommerce/stores', ...[store, ...below].map(encodeURIComponent)].join('/');
}

/** One hit for each address of the customer. */
export function customerHits(
  customer: Customer,
  identifiers: readonly Identifier[],
  trustedFields: readonly string[],
): Hit[] {
  const { id, store, email_address: email } = customer;
  const { first_name: given = null, last_name: surname = null } = customer;
  return hitsBy<Customer>(
    {
      trustedFields,
      rows: [emailField('email_address', 'address', () => [email])],
      describe: () => ({
        record: { kind: 'customer', id, scope: store },
        name: { given, surname, display: null },
        preview: preview([maskName([given, surname].filter(Boolean).join(' ')), maskEmail(email)]),
      }),
    },
    customer,
    identifiers,
  ).map((hit) => ({ ...hit, in: 'store' }));
}
