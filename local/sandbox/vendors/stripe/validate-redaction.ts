import type { VendorContext } from '../../http/vendor-system.ts';
import { objectsOf } from './lists.ts';
import type { ValidationError } from './redaction-job.ts';
import { stripeId, type StripeObject } from './stripe-object.ts';

const ninetyDays = 90 * 86_400;

const errorFor = ({ id, object }: StripeObject, message: string): ValidationError => ({
  id,
  objectType: object,
  message,
});

function errorsBelow(context: VendorContext, customer: string, now: number): ValidationError[] {
  const charges = objectsOf(context, 'charge', customer);
  const invoices = objectsOf(context, 'invoice', customer);
  const subscriptions = objectsOf(context, 'subscription', customer);
  return [
    ...subscriptions
      .filter(({ status }) => status !== 'canceled')
      .map((each) => errorFor(each, 'The subscription has not ended.')),
    ...invoices
      .filter(({ status }) => status === 'open')
      .map((each) => errorFor(each, 'The invoice is open.')),
    ...charges
      .filter(({ disputed }) => disputed === true)
      .map((each) => errorFor(each, 'The charge has an open dispute.')),
    ...charges
      .filter(({ created }) => created > now - ninetyDays)
      .map((each) => errorFor(each, 'The charge is less than 90 days old.')),
  ];
}

/** The reasons why these customers cannot be redacted (https://docs.stripe.com/privacy/redaction): their objects must be in a final state. */
export function validateRedaction(
  context: VendorContext,
  customers: readonly string[],
): ValidationError[] {
  const { records, clock } = context.state;
  const now = Math.floor(clock.now() / 1000);
  return customers.flatMap((id) => {
    const known =
      records.actual(stripeId, 'customer', id) ?? records.actual(stripeId, 'deletedCustomer', id);
    return known
      ? errorsBelow(context, id, now)
      : [{ id, objectType: 'customer', message: 'No such customer.' }];
  });
}
