import { readdirSync } from 'node:fs';
import type { Vendor } from './vendor.ts';

/** `core`: the five systems every sandbox has. `all`: every vendor that has a folder. */
export type VendorChoice = 'core' | 'all';

/** Reads the vendors from their folders: the core ones first, each group by name. */
export async function loadVendors(choice: VendorChoice): Promise<Vendor[]> {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const vendors = await Promise.all(
    folders.map(async (name) => {
      const { vendor } = (await import(`./${name}/vendor.ts`)) as { vendor: Vendor };
      return vendor;
    }),
  );
  return choice === 'core'
    ? vendors.filter(({ core }) => core)
    : vendors.sort((a, b) => Number(b.core) - Number(a.core));
}
