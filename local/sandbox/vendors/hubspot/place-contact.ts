import { foldCase } from '../../store/fold-case.ts';
import type { State } from '../../store/state.ts';
import { perState } from '../../store/per-state.ts';
import type { Owner, Placed } from '../../world/person-view.ts';
import { makeOwnProperties } from './contact-properties.ts';
import { placeObjects, type PlacedObjects } from './crm-objects.ts';
import {
  contactKeys,
  hubspotId,
  shownId,
  storedId,
  type ContactDoc,
  type Properties,
} from './contact-record.ts';

/** The data of a person to put into HubSpot. */
export interface ContactPlace {
  properties: Record<string, string | null>;
  /** Ids of associated deals. */
  deals?: string[] | undefined;
  /** Notes, calls, tickets …: by type, the properties of each. */
  objects?: PlacedObjects | undefined;
  /** Properties that HubSpot lists separately, because the account marked them as sensitive. */
  sensitive?: Record<string, string> | undefined;
  /** How many contacts were merged into this one. Their ids are the numbers just below its own. */
  merged?: number | undefined;
  state?: 'live' | 'binned' | undefined;
}

const dayMs = 86_400_000;
const idBeforeTheFirst = 50;

const highestId = perState(({ database }) =>
  database.prepare(
    "SELECT max(id) AS id FROM records WHERE system = 'hubspot' AND kind = 'contact'",
  ),
);

/** HubSpot stores addresses in lower case. */
function lowerCaseEmails(properties: Properties): Properties {
  const emails = ['email', 'hs_additional_emails'].flatMap((name) => {
    const value = properties[name];
    return value ? [[name, foldCase(value)] as const] : [];
  });
  return Object.fromEntries(emails);
}

/** A merged contact is gone. The remaining contact names it, in both forms that HubSpot uses. */
const mergedProperties = (ids: readonly string[], now: number): Properties =>
  ids.length === 0
    ? {}
    : {
        hs_merged_object_ids: ids.join(';'),
        hs_calculated_merged_vids: ids.map((id) => `${id}:${String(now - dayMs)}`).join(';'),
      };

/** Puts a contact into HubSpot, with the owner's first address unless the place names one. Readers see it at once. */
export function placeContact(state: State, owner: Owner, place: ContactPlace): Placed {
  const at = new Date(state.clock.now() - 30 * dayMs).toISOString();
  const last = Number(highestId(state).get()?.['id'] ?? idBeforeTheFirst);
  const mergedIds = Array.from({ length: place.merged ?? 0 }, (_, index) =>
    String(last + 1 + index),
  );
  const id = String(last + 1 + mergedIds.length);
  const { sensitive = {} } = place;
  const properties = {
    email: owner.emails[0] ?? null,
    ...place.properties,
    ...sensitive,
    ...mergedProperties(mergedIds, state.clock.now()),
  };
  const contact: ContactDoc = {
    properties: { ...properties, ...lowerCaseEmails(properties) },
    createdAt: at,
    updatedAt: at,
    ...(place.deals ? { deals: place.deals } : {}),
    ...(place.objects ? { objects: placeObjects(state, owner, id, place.objects, at) } : {}),
    ...(place.state === 'binned' ? { archivedAt: at } : {}),
  };
  makeOwnProperties(state, Object.keys(properties), Object.keys(sensitive));
  for (const merged of mergedIds)
    state.records.place(hubspotId, 'mergedContact', storedId(merged), {
      state: 'live',
      doc: { into: storedId(id) },
      keys: [],
    });
  state.records.place(hubspotId, 'contact', storedId(id), {
    state: place.state ?? 'live',
    doc: contact,
    keys: contactKeys(contact),
    person: owner.person,
  });
  return { record: { system: hubspotId, id: shownId(id) } };
}
