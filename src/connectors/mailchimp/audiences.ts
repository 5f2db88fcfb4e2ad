import { z } from 'zod';
import type { VendorClient } from '../kit/call-vendor.ts';
import { allOf } from '../kit/paging.ts';
import { pagesOf } from './pages.ts';

const named = z.object({ id: z.string().min(1) });

async function idsOf(client: VendorClient, path: string, field: string): Promise<string[]> {
  const query = `?fields=${field}.id,total_items`;
  return (await allOf(pagesOf(client, path + query, field, named))).map(({ id }) => id);
}

/** The ids of all audiences of the account. */
export const audienceIds = (client: VendorClient): Promise<string[]> =>
  idsOf(client, '/lists', 'lists');

/** The ids of all connected stores. A store belongs to the account, not to an audience. */
export const storeIds = (client: VendorClient): Promise<string[]> =>
  idsOf(client, '/ecommerce/stores', 'stores');
