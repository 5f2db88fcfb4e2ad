import { z } from 'zod';
import type { VendorClient } from '../kit/call-vendor.ts';
import { byCursor } from '../kit/paging.ts';

const stripeObject = z.looseObject({ id: z.string().min(1) });

export type StripeObject = z.infer<typeof stripeObject>;

const page = z.object({ data: z.array(stripeObject), has_more: z.boolean() });
const found = z.object({ data: z.array(stripeObject), next_page: z.string().nullish() });

/** Stripe shows at most 100 objects on a page. https://docs.stripe.com/api/pagination */
const pageSize = 100;

function pathOf(path: string, query: Readonly<Record<string, string>>): string {
  const parts = Object.entries({ ...query, limit: String(pageSize) }).map(
    ([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`,
  );
  return `${path}?${parts.join('&')}`;
}

/** Reads a list page by page. The next page begins after the last object of this one. */
export function listOf(
  client: VendorClient,
  path: string,
  query: Readonly<Record<string, string>> = {},
): AsyncGenerator<readonly StripeObject[]> {
  return byCursor(async (after) => {
    const at = pathOf(path, after === undefined ? query : { ...query, starting_after: after });
    const { data, has_more: more } = await client.read({ method: 'GET', path: at }, page);
    return { items: data, next: more ? data.at(-1)?.id : undefined };
  });
}

/**
 * Searches for customers. The index shows a change within a minute, after a fault within an hour: https://docs.stripe.com/search
 * @param query in Stripe's search language
 */
export function searchCustomers(
  client: VendorClient,
  query: string,
): AsyncGenerator<readonly StripeObject[]> {
  return byCursor(async (cursor) => {
    const at = pathOf(
      '/v1/customers/search',
      cursor === undefined ? { query } : { query, page: cursor },
    );
    const { data, next_page: next } = await client.read({ method: 'GET', path: at }, found);
    return { items: data, next: next ?? undefined };
  });
}

/** A value in Stripe's search language. */
export const quoted = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`;
