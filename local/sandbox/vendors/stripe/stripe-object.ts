import { uuidOf } from '../../store/random.ts';
import type { Doc } from '../../store/records.ts';

export const stripeId = 'stripe';
export const stripeKey = 'rk_test_sandbox_0000_invented';
/** The metadata key that holds the B2C object ID. */
export const objectIdKey = 'b2c_oid';

/** The objects that belong to a customer, by Stripe's name of the object, with the prefix of their ids. */
export const idPrefixes = {
  customer: 'cus',
  charge: 'ch',
  invoice: 'in',
  subscription: 'sub',
  payment_intent: 'pi',
  payment_method: 'pm',
  tax_id: 'txi',
} as const;

export type ObjectKind = keyof typeof idPrefixes;
export const objectKinds = Object.keys(idPrefixes) as ObjectKind[];

/** A Stripe object as the API shows it. Times are seconds since 1970. */
export interface StripeObject extends Doc {
  id: string;
  object: string;
  created: number;
}

export const stripeObjectOf = (doc: Doc): StripeObject => doc as StripeObject;

/** An id that is always the same for a text. */
export const stripeObjectId = (kind: ObjectKind, text: string) =>
  `${idPrefixes[kind]}_${uuidOf(`${kind} ${text}`).replaceAll('-', '').slice(0, 14)}`;

export const listOf = (url: string, data: readonly unknown[], hasMore: boolean) => ({
  object: 'list',
  url,
  has_more: hasMore,
  data,
});
