import { z } from 'zod';
import { isRefusal, type SearchLog } from '../kit/search-log.ts';
import { contactShape, identifyingProperties } from './contact.ts';
import { propertiesPath, type Portal } from './portal.ts';
import { readContacts, type FoundContact } from './read-batch.ts';
import { oneOf, search } from './search.ts';

/** @throws SystemFailure for every failure except a refusal, which `log` records */
export type ObjectIdFinder = (
  objectIds: readonly string[],
  log: SearchLog,
) => Promise<FoundContact[]>;

const definition = z.object({ hasUniqueValue: z.boolean() });
const by = 'object-id';
const inArchive = 'object-id-in-archive';

/**
 * Finds contacts by the object ID that the organisation wrote. A property with unique values is looked up directly: this also finds
 * archived contacts and does not depend on an index that lags. For any other property, HubSpot refuses the look-up. After a refusal,
 * HubSpot is asked once whether the values are unique. If they are not, the property is searched instead, and this search does not find
 * archived contacts.
 */
export function objectIdFinder(portal: Portal): ObjectIdFinder {
  const { fields, client } = portal;
  const { objectIdProperty } = fields;
  const properties = identifyingProperties(fields);
  let unique = true;

  async function lookUp(
    idProperty: string,
    objectIds: readonly string[],
    place: FoundContact['place'],
  ): Promise<FoundContact[]> {
    // HubSpot does not document whether this look-up ignores case.
    const ids = objectIds.flatMap((id) => [id.toLowerCase(), id.toUpperCase()]);
    const wanted = { ids, idProperty, properties, archived: place === 'archive' };
    const contacts = await readContacts(portal, wanted, contactShape);
    return contacts.map((contact) => ({ contact, place }));
  }

  /** @throws SystemFailure `refused` when HubSpot does not answer this question either */
  async function hasUniqueValues(name: string): Promise<boolean> {
    const path = propertiesPath(portal, 'contacts', name);
    return (await client.read({ method: 'GET', path }, definition)).hasUniqueValue;
  }

  async function lookUpLive(name: string, objectIds: readonly string[]): Promise<FoundContact[]> {
    if (unique) {
      try {
        return await lookUp(name, objectIds, 'live');
      } catch (error) {
        if (!isRefusal(error) || (await hasUniqueValues(name))) throw error;
        unique = false;
      }
    }
    const ids = await search(portal, oneOf(name, objectIds));
    const contacts = await readContacts(portal, { ids, properties }, contactShape);
    return contacts.map((contact) => ({ contact, place: 'live' }));
  }

  return async (objectIds, log) => {
    if (objectIdProperty === undefined || objectIds.length === 0) return [];
    const live = await log.lookUp([{ by, in: 'live' }], 'object-id-in-live', () =>
      lookUpLive(objectIdProperty, objectIds),
    );
    if (!unique) {
      log.missed({ what: inArchive, why: 'not-offered' });
      return live;
    }
    const archived = await log.lookUp([{ by, in: 'archive' }], inArchive, () =>
      lookUp(objectIdProperty, objectIds, 'archive'),
    );
    return [...live, ...archived];
  };
}
