import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PlaceRecord } from '../vendor.ts';
import { placeCustomer } from './place-customer.ts';

const amount = z.int().min(1).default(1999);
const ageDays = z.number().min(0).default(120);

/** Stripe's entry in `POST /control/people`. Each entry is a new customer: Stripe allows several customers with one address. */
export const customerPlaceSchema = z
  .strictObject({
    email: z.string().optional(),
    name: z.string().optional(),
    phone: z.string().optional(),
    address: z
      .strictObject({
        city: z.string().optional(),
        country: z.string().length(2).optional(),
        line1: z.string().optional(),
        line2: z.string().optional(),
        postal_code: z.string().optional(),
        state: z.string().optional(),
      })
      .transform((given) => Object.fromEntries(Object.entries(given)))
      .optional(),
    description: z.string().optional(),
    metadata: z.record(z.string(), z.string()).optional(),
    subscriptions: z
      .array(z.strictObject({ status: z.enum(['active', 'past_due', 'canceled']) }))
      .optional(),
    charges: z
      .array(z.strictObject({ amount, ageDays, disputed: z.boolean().optional() }))
      .optional(),
    invoices: z
      .array(z.strictObject({ amount, ageDays, status: z.enum(['open', 'paid']) }))
      .optional(),
    cards: z.array(z.string().regex(/^\d{4}$/)).optional(),
    taxIds: z.array(z.string()).optional(),
  })
  .transform(
    (place): PlaceRecord =>
      (state, _system, owner) =>
        placeCustomer(state, owner, place, randomUUID()),
  );
