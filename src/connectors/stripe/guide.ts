import type { ConnectorGuide } from '../contract.ts';

export const guide: ConnectorGuide = {
  permissions: [
    'a restricted key with `Customers: Write`: find, erase, read back',
    '`Charges`, `PaymentIntents`, `Invoices`, `Subscriptions`, `PaymentMethods` and `Tax IDs: Read`: export, and read back',
    'access to redaction jobs, if `redaction` is true',
  ],
  finds: [
    'the object ID in the metadata under `objectIdKey`, of any tenant: a match',
    'customer ids and the e-mail address: a match',
    'the phone number, as it was written: a lead, unless `phone` is trusted',
  ],
  erases:
    'The customer permanently, with saved cards, bank accounts and tax ids. This ends its subscriptions at once and costs their revenue, so it is refused while a subscription runs unless `endSubscriptions` is true. If `redaction` is true, payments and invoices are redacted by a job. If a law demands that you keep them, name it in a rule of `policy.retention` for the class `payments`: they are then kept until the rule ends.',
  neverSearched: [
    'payments without a customer (guests), and payments of customers that were deleted before: Stripe offers no search for them by address',
    'custom fields, descriptions and the metadata of payments',
  ],
  notExported: [
    'discounts, invoice items that are not on an invoice, and the history of the balance of the customer: they are erased with the customer, and this connector does not read them',
  ],
  remains: [
    'charges, payment intents and invoices keep the name and the addresses, permanently unless they are redacted: residual `payment-records`',
    'a payment can be redacted when it is 90 days old, and not while an invoice or a dispute is open: send the erasure again after that',
    'Stripe itself keeps data after a redaction as long as the law demands it',
    'the id of the deleted customer can still be read, without data',
  ],
  limits: [
    'Stripe’s search shows a change after a minute, in rare cases after an hour, and is not offered in India. The list by address shows it at once, but treats upper and lower case as different.',
    'A search by phone number finds the number only as it was written in Stripe.',
    'Other programs of the account share the limit of 100 requests in a second.',
  ],
};
