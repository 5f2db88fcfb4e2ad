import { z } from 'zod';
import type { VendorClient } from '../kit/call-vendor.ts';
import type { Card, CardRules } from '../kit/card.ts';

export const customerId = /^cus_[A-Za-z0-9]{1,64}$/;

const customerShape = z.looseObject({
  id: z.string().regex(customerId),
  /** Stripe answers with 200 for a deleted customer too. */
  deleted: z.boolean().optional(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).optional(),
});

type Customer = z.infer<typeof customerShape>;

/** The meaning of the fields in this account. */
export interface CustomerFields extends CardRules {
  readonly objectIdKey: string | undefined;
}

export const customerPath = (id: string): string => `/v1/customers/${encodeURIComponent(id)}`;

/** @returns undefined when there is no such customer, or when it was deleted */
export async function readCustomer(
  client: VendorClient,
  id: string,
): Promise<Customer | undefined> {
  const call = { method: 'GET', path: customerPath(id) } as const;
  const customer = await client.readIfThere(call, customerShape);
  return customer?.deleted === true ? undefined : customer;
}

/** @param objectIdKey the key in the metadata under which the object ID is stored */
export function cardOf(
  { id, metadata, email, phone, name }: Customer,
  { objectIdKey }: CustomerFields,
): Card {
  const objectId = objectIdKey === undefined ? null : metadata?.[objectIdKey];
  return { kind: 'customer', id, objectId, email, phone, name };
}
