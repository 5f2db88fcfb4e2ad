import { listOf, stripeObjectId, type StripeObject } from './stripe-object.ts';

/** Names and addresses that Stripe copies from the customer into other objects. */
export interface Billing {
  name: string | null;
  email: string | null;
  phone: string | null;
  address: StripeAddress | null;
}

export interface StripeAddress {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
}

export interface CustomerParts extends Billing {
  metadata: Record<string, string>;
  description: string | null;
}

const common = (created: number) => ({ created, livemode: false });

export function makeCustomer(id: string, created: number, parts: CustomerParts): StripeObject {
  const { name, email, phone, address, metadata, description } = parts;
  return {
    id,
    object: 'customer',
    ...common(created),
    name,
    email,
    phone,
    address,
    description,
    metadata,
    balance: 0,
    currency: 'eur',
    default_source: null,
    delinquent: false,
    discount: null,
    invoice_prefix: id.slice(-8).toUpperCase(),
    next_invoice_sequence: 1,
    preferred_locales: [],
    shipping: address === null ? null : { name: name ?? '', phone, address },
    tax_exempt: 'none',
    test_clock: null,
  };
}

export function makeCharge(
  customer: string,
  number: number,
  billing: Billing,
  { amount, created, disputed }: { amount: number; created: number; disputed: boolean },
): StripeObject {
  return {
    id: stripeObjectId('charge', `${customer} ${String(number)}`),
    object: 'charge',
    ...common(created),
    customer,
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    billing_details: billing,
    captured: true,
    currency: 'eur',
    disputed,
    metadata: {},
    paid: true,
    payment_intent: stripeObjectId('payment_intent', `${customer} ${String(number)}`),
    receipt_email: billing.email,
    refunded: false,
    status: 'succeeded',
  };
}

/** The intent that led to a charge. */
export function makePaymentIntent(charge: StripeObject): StripeObject {
  return {
    id: String(charge['payment_intent']),
    object: 'payment_intent',
    ...common(charge.created),
    customer: charge['customer'],
    amount: charge['amount'],
    capture_method: 'automatic',
    confirmation_method: 'automatic',
    currency: 'eur',
    metadata: {},
    payment_method_types: ['card'],
    receipt_email: charge['receipt_email'],
    status: 'succeeded',
  };
}

export function makeInvoice(
  customer: string,
  number: number,
  billing: Billing,
  { amount, created, status }: { amount: number; created: number; status: 'open' | 'paid' },
): StripeObject {
  const paid = status === 'paid';
  const finalized = { finalized_at: created, marked_uncollectible_at: null, voided_at: null };
  return {
    id: stripeObjectId('invoice', `${customer} ${String(number)}`),
    object: 'invoice',
    ...common(created),
    customer,
    customer_name: billing.name,
    customer_email: billing.email,
    customer_phone: billing.phone,
    customer_address: billing.address,
    number: `${customer.slice(-8).toUpperCase()}-${String(number + 1).padStart(4, '0')}`,
    status,
    amount_due: amount,
    amount_paid: paid ? amount : 0,
    amount_remaining: paid ? 0 : amount,
    amount_shipping: 0,
    attempt_count: 1,
    attempted: true,
    automatic_tax: { enabled: false, liability: null, status: null },
    collection_method: 'charge_automatically',
    currency: 'eur',
    default_tax_rates: [],
    lines: listOf('/v1/invoices/lines', [], false),
    metadata: {},
    paid,
    paid_out_of_band: false,
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: null,
    },
    period_end: created,
    period_start: created,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    starting_balance: 0,
    status_transitions: { ...finalized, paid_at: paid ? created : null },
    subtotal: amount,
    total: amount,
    total_tax_amounts: [],
  };
}

const monthSeconds = 30 * 86_400;

export function makeSubscription(
  customer: string,
  number: number,
  { created, status }: { created: number; status: string },
): StripeObject {
  return {
    id: stripeObjectId('subscription', `${customer} ${String(number)}`),
    object: 'subscription',
    ...common(created),
    customer,
    status,
    automatic_tax: { enabled: false, liability: null },
    billing_cycle_anchor: created,
    cancel_at_period_end: false,
    canceled_at: null,
    collection_method: 'charge_automatically',
    currency: 'eur',
    current_period_end: created + monthSeconds,
    current_period_start: created,
    ended_at: null,
    items: listOf('/v1/subscription_items', [], false),
    metadata: {},
    start_date: created,
  };
}

export function makeCard(
  customer: string,
  last4: string,
  billing: Billing,
  created: number,
): StripeObject {
  return {
    id: stripeObjectId('payment_method', `${customer} ${last4}`),
    object: 'payment_method',
    ...common(created),
    customer,
    billing_details: billing,
    metadata: {},
    type: 'card',
  };
}

export function makeTaxId(customer: string, value: string, created: number): StripeObject {
  return {
    id: stripeObjectId('tax_id', `${customer} ${value}`),
    object: 'tax_id',
    ...common(created),
    customer,
    country: value.slice(0, 2),
    type: 'eu_vat',
    value,
    verification: null,
  };
}
