import { foldCase } from '../../store/fold-case.ts';
import type { State } from '../../store/state.ts';
import { perState } from '../../store/per-state.ts';
import type { Owner, Placed } from '../../world/person-view.ts';
import { makeOwnProperties } from './contact-properties.ts';
import {
  contactKeys,
  hubspotId,
  shownId,
  storedId,
  type ContactDoc,
  type Properties,
} from './contact-record.ts';

/** What HubSpot is to hold of a person. */
export interface ContactPlace {
  properties: Record<string, string | null>;
  /** Ids of associated deals. */
  deals?: string[] | undefined;
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

/** Puts a contact into HubSpot, with the owner's first address unless the place names one. Readers see it at once. */
export function placeContact(state: State, owner: Owner, place: ContactPlace): Placed {
  const at = new Date(state.clock.now() - 30 * dayMs).toISOString();
  const id = String(Number(highestId(state).get()?.['id'] ?? idBeforeTheFirst) + 1);
  const properties = { email: owner.emails[0] ?? null, ...place.properties };
  const contact: ContactDoc = {
    properties: { ...properties, ...lowerCaseEmails(properties) },
    createdAt: at,
    updatedAt: at,
    ...(place.deals ? { deals: place.deals } : {}),
    ...(place.state === 'binned' ? { archivedAt: at } : {}),
  };
  makeOwnProperties(state, Object.keys(properties));
  state.records.place(hubspotId, 'contact', storedId(id), {
    state: place.state ?? 'live',
    doc: contact,
    keys: contactKeys(contact),
    person: owner.person,
  });
  return { record: { system: hubspotId, id: shownId(id) } };
}
