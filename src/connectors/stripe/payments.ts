import type { RecordRef } from '../../domain/match.ts';
import type { RecordClass } from '../../domain/system.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { listOf, type StripeObject } from './lists.ts';

/** The kinds of records that keep their data when their customer is deleted. */
export const paymentLists = ['charges', 'payment_intents', 'invoices'] as const;

/** The records of payments, which tax law keeps in most countries. They are found by their customer, also after it was deleted. */
export const payments: RecordClass = {
  name: 'payments',
  kinds: ['payments'],
  title: {
    en: 'your payments and invoices, with the name and the address on them',
    de: 'Ihre Zahlungen und Rechnungen, mit dem Namen und der Anschrift darauf',
    fr: 'vos paiements et vos factures, avec le nom et l’adresse qui y figurent',
    nl: 'uw betalingen en facturen, met de naam en het adres die erop staan',
    el: 'οι πληρωμές και τα τιμολόγιά σας, με το όνομα και τη διεύθυνση που αναγράφονται σε αυτά',
    'zh-Hans': '您的付款和发票，以及其中的姓名和地址',
  },
};

export const paymentsOf = (customer: string): RecordRef => ({ kind: 'payments', id: customer });

export const isPayments = ({ kind }: RecordRef): boolean => kind === 'payments';

/** Reads the objects of one list that belong to a customer. */
export const belowCustomer = (
  client: VendorClient,
  list: (typeof paymentLists)[number] | 'subscriptions',
  customer: string,
  more: Readonly<Record<string, string>> = {},
): AsyncGenerator<readonly StripeObject[]> => listOf(client, `/v1/${list}`, { customer, ...more });

export async function hasPayments(client: VendorClient, customer: string): Promise<boolean> {
  for (const list of paymentLists)
    for await (const page of belowCustomer(client, list, customer))
      if (page.length > 0) return true;
  return false;
}

/** How many payments and invoices still name the person. */
export async function namingPayments(client: VendorClient, customer: string): Promise<number> {
  let count = 0;
  for (const list of paymentLists)
    for await (const page of belowCustomer(client, list, customer))
      count += page.filter(namesPerson).length;
  return count;
}

const personal = [
  'billing_details',
  'customer_address',
  'customer_email',
  'customer_name',
  'customer_phone',
  'customer_shipping',
  'receipt_email',
  'shipping',
];

/** A redacted object keeps its fields, empty or with a placeholder: https://docs.stripe.com/privacy/redaction */
const namesPerson = (object: StripeObject): boolean =>
  personal.some((field) => holdsText(object[field]));

function holdsText(value: unknown): boolean {
  if (typeof value === 'string') return value !== '' && !/^\[?redacted\]?$/i.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsText);
}
