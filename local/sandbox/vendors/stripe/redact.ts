import type { VendorContext } from '../../http/vendor-system.ts';
import { lagOfAll } from '../../store/lag.ts';
import { objectsOf } from './lists.ts';
import { stepMs } from './redaction-job.ts';
import { objectKinds, stripeId, type StripeObject } from './stripe-object.ts';

const emptied = { name: null, email: null, phone: null, address: null };

/** Sets the fields that hold personal data to null. What a redacted object looks like is not documented. */
function redacted(object: StripeObject): StripeObject {
  const fields = [
    'receipt_email',
    'customer_name',
    'customer_email',
    'customer_phone',
    'customer_address',
    'shipping',
    'description',
    'value',
  ].filter((name) => name in object);
  return {
    ...object,
    ...Object.fromEntries(fields.map((name) => [name, null])),
    ...('email' in object ? { ...emptied, metadata: {} } : {}),
    ...('billing_details' in object ? { billing_details: emptied } : {}),
  };
}

/** Redacts a customer and all objects that belong to them. Readers see it when the job has succeeded. */
export function redactCustomer(context: VendorContext, customer: string): void {
  const { records } = context.state;
  const own = records.actual(stripeId, 'customer', customer);
  const below = objectKinds.flatMap((kind) => objectsOf(context, kind, customer));
  for (const object of [...(own ? [own.doc as StripeObject] : []), ...below]) {
    const keys = typeof object['customer'] === 'string' ? [['customer', customer] as const] : [];
    // The record has no owner, because no data of the person is left in it.
    const change = { state: 'live', doc: redacted(object), keys, person: null } as const;
    records.write(stripeId, object.object, object.id, change, lagOfAll(stepMs));
  }
}
