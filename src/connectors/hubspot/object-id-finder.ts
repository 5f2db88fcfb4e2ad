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
 * Finds contacts by the object ID that the organisation wrote. A property with unique values is looked up directly: this also finds archived
 * contacts and does not depend on an index that lags. HubSpot refuses the lookup for any other property. After the first refusal the
 * property is searched instead.
 */
export function objectIdFinder(client: VendorClient, fields: ContactFields): ObjectIdFinder {
  const { objectIdProperty } = fields;
  const properties = identifyingProperties(fields);
  let unique = true;

  async function lookUp(idProperty: string, objectIds: readonly string[]): Promise<Contact[]> {
    // HubSpot does not document whether this lookup ignores case.
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
