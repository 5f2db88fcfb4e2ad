import { z } from 'zod';
import type { State } from '../../store/state.ts';
import type { Owner, Placed } from '../../world/person-view.ts';
import type { PlaceRecord } from '../vendor.ts';
import { customerKeys, nextId, ordersId, type Customer, type Order } from './customer-record.ts';

const place = z.strictObject({
  given: z.string().optional(),
  surname: z.string().optional(),
  email: z.string().includes('@').optional(),
  phone: z.string().optional(),
  objectId: z.string().optional(),
  otherEmails: z.array(z.string().includes('@')).optional(),
  more: z.record(z.string(), z.string()).optional(),
  /** How many orders the customer has. */
  orders: z.number().int().min(0).max(2000).optional(),
});

/** The entry of the service in `POST /control/people`. */
export const customerPlaceSchema = place.transform(
  (given): PlaceRecord =>
    (state, _system, owner) =>
      placeCustomer(state, owner, given),
);

export function placeCustomer(state: State, owner: Owner, given: z.infer<typeof place>): Placed {
  const { person } = owner;
  const customer: Customer = {
    given: given.given ?? null,
    surname: given.surname ?? null,
    display: owner.displayName,
    email: given.email ?? owner.emails[0] ?? null,
    phone: given.phone ?? owner.phones[0] ?? null,
    objectId: given.objectId ?? null,
    otherEmails: given.otherEmails ?? [],
    more: given.more ?? {},
  };
  const id = nextId(state, 'customer');
  const keys = customerKeys(customer);
  state.records.place(ordersId, 'customer', id, { state: 'live', doc: customer, keys, person });
  for (let number = 1; number <= (given.orders ?? 0); number += 1) {
    const order: Order = { customer: id, number, total: `${String(number)}.50` };
    state.records.place(ordersId, 'order', nextId(state, 'order'), {
      state: 'live',
      doc: order,
      keys: [['customer', id]],
      person,
    });
  }
  return { record: { system: ordersId, id } };
}
