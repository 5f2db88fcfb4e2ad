import type { LookupKey } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import type { Owner, Placed } from '../../world/person-view.ts';
import {
  makeCard,
  makeCharge,
  makeCustomer,
  makeInvoice,
  makePaymentIntent,
  makeSubscription,
  makeTaxId,
  type Billing,
  type StripeAddress,
} from './make-objects.ts';
import { stripeId, stripeObjectId, type StripeObject } from './stripe-object.ts';

/** The data of a person to put into Stripe. */
export interface CustomerPlace {
  email?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  address?: Partial<StripeAddress> | undefined;
  description?: string | undefined;
  metadata?: Record<string, string> | undefined;
  subscriptions?: { status: 'active' | 'past_due' | 'canceled' }[] | undefined;
  charges?: { amount: number; ageDays: number; disputed?: boolean | undefined }[] | undefined;
  invoices?: { amount: number; ageDays: number; status: 'open' | 'paid' }[] | undefined;
  /** The last four digits of saved cards. */
  cards?: string[] | undefined;
  taxIds?: string[] | undefined;
}

const daySeconds = 86_400;
const noAddress: StripeAddress = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};

const seconds = (state: State) => Math.floor(state.clock.now() / 1000);

function billingOf(owner: Owner, place: CustomerPlace): Billing {
  return {
    name: place.name ?? owner.displayName,
    email: place.email ?? owner.emails[0] ?? null,
    phone: place.phone ?? owner.phones[0] ?? null,
    address: place.address ? { ...noAddress, ...place.address } : null,
  };
}

/** All objects that belong to a customer. */
function belongings(customer: StripeObject, place: CustomerPlace, billing: Billing, now: number) {
  const { id, created } = customer;
  const ageOf = ({ ageDays }: { ageDays: number }) => now - ageDays * daySeconds;
  const charges = (place.charges ?? []).map((charge, index) =>
    makeCharge(id, index, billing, {
      amount: charge.amount,
      created: ageOf(charge),
      disputed: charge.disputed ?? false,
    }),
  );
  const invoices = (place.invoices ?? []).map((invoice, index) =>
    makeInvoice(id, index, billing, { ...invoice, created: ageOf(invoice) }),
  );
  const subscriptions = (place.subscriptions ?? []).map(({ status }, index) =>
    makeSubscription(id, index, { created, status }),
  );
  const cards = (place.cards ?? []).map((last4) => makeCard(id, last4, billing, created));
  const taxIds = (place.taxIds ?? []).map((value) => makeTaxId(id, value, created));
  const intents = charges.map(makePaymentIntent);
  return [...charges, ...intents, ...invoices, ...subscriptions, ...cards, ...taxIds];
}

/** The fields by which objects are found without a scan. */
export function stripeKeys(object: StripeObject): LookupKey[] {
  const keys: LookupKey[] = [];
  if (typeof object['customer'] === 'string') keys.push(['customer', object['customer']]);
  if (typeof object['email'] === 'string') keys.push(['email', object['email']]);
  const metadata = object['metadata'] as Record<string, string> | undefined;
  for (const [name, value] of Object.entries(metadata ?? {}))
    keys.push([`metadata.${name}`, value]);
  return keys;
}

function placeObject(state: State, object: StripeObject, person: string): void {
  state.records.place(stripeId, object.object, object.id, {
    state: 'live',
    doc: object,
    keys: stripeKeys(object),
    person,
  });
}

/** Puts a customer and the objects that belong to the customer into Stripe. Readers see them at once. */
export function placeCustomer(
  state: State,
  owner: Owner,
  place: CustomerPlace,
  idText: string,
): Placed {
  const now = seconds(state);
  const billing = billingOf(owner, place);
  const id = stripeObjectId('customer', idText);
  const customer = makeCustomer(id, now - 200 * daySeconds, {
    ...billing,
    metadata: place.metadata ?? {},
    description: place.description ?? null,
  });
  for (const object of [customer, ...belongings(customer, place, billing, now)])
    placeObject(state, object, owner.person);
  return { record: { system: stripeId, id } };
}
