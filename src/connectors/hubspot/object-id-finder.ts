import { SystemFailure } from '../../domain/failure.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import {
  contactShape,
  identifyingProperties,
  type Contact,
  type ContactFields,
} from './contact.ts';
import { readContacts } from './read-contacts.ts';
import { oneOf, search } from './search.ts';

export type ObjectIdFinder = (objectIds: readonly string[]) => Promise<Contact[]>;

/**
 * Finds contacts by the object ID our estate wrote. A property of unique values is looked up directly: that sees archived contacts too,
 * and no index lags behind it. HubSpot declines this for any other property, which is then searched from the first refusal on.
 */
export function objectIdFinder(client: VendorClient, fields: ContactFields): ObjectIdFinder {
  const { objectIdProperty } = fields;
  const properties = identifyingProperties(fields);
  let unique = true;

  async function lookUp(idProperty: string, objectIds: readonly string[]): Promise<Contact[]> {
    // Nothing is documented of how such a lookup treats capitals.
    const ids = objectIds.flatMap((id) => [id.toLowerCase(), id.toUpperCase()]);
    const found = await Promise.all(
      [false, true].map((archived) =>
        readContacts(client, { ids, idProperty, properties, archived }, contactShape),
      ),
    );
    return found.flat();
  }

  return async (objectIds) => {
    if (objectIdProperty === undefined || objectIds.length === 0) return [];
    if (unique) {
      try {
        return await lookUp(objectIdProperty, objectIds);
      } catch (error) {
        if (!(error instanceof SystemFailure) || error.code !== 'refused') throw error;
        unique = false;
      }
    }
    const ids = await search(client, oneOf(objectIdProperty, objectIds));
    return readContacts(client, { ids, properties }, contactShape);
  };
}
