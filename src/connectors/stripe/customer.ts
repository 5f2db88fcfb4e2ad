import { z } from 'zod';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { SystemId } from '../../domain/system.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { maskEmail, maskName, preview } from '../kit/mask.ts';
import { emailField, hitsBy, objectIdField, phoneField, recordIdField } from '../kit/match.ts';

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

export type Customer = z.infer<typeof customerShape>;

/** The meaning of the fields in this account. */
export interface CustomerFields {
  readonly system: SystemId;
  readonly objectIdKey: string | undefined;
  readonly trustedFields: readonly string[];
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

const filled = (value: string | null | undefined) => (value ? [value] : []);

/** One hit for each identifier that matches the customer. */
export function customerHits(
  customer: Customer,
  identifiers: readonly Identifier[],
  { system, objectIdKey, trustedFields }: CustomerFields,
): Hit[] {
  return hitsBy<Customer>(
    {
      trustedFields,
      rows: [
        recordIdField(system, ({ id }) => [id]),
        objectIdField(({ metadata }) =>
          objectIdKey === undefined ? [] : filled(metadata?.[objectIdKey]),
        ),
        emailField('email', 'address', ({ email }) => filled(email)),
        phoneField('phone', 'free', ({ phone }) => filled(phone)),
      ],
      describe: ({ id, name, email }) => ({
        record: { kind: 'customer', id },
        name: { given: null, surname: null, display: name ?? null },
        preview: preview([maskName(name ?? ''), email ? maskEmail(email) : null]),
      }),
    },
    customer,
    identifiers,
  );
}
