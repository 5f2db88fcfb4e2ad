import { z } from 'zod';
import { takenField } from '../../http/problem.ts';
import type { State } from '../../store/state.ts';
import type { PlaceRecord } from '../vendor.ts';
import { hubspotId } from './contact-record.ts';
import { objectTypes } from './object-types.ts';
import { placeContact, type ContactPlace } from './place-contact.ts';

// HubSpot stores text, so numbers and booleans become text.
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const textTypes = Object.keys(objectTypes).filter((type) => type !== 'deals');

function checkEmail(state: State, place: ContactPlace, emails: readonly string[]): void {
  const email = place.properties['email'] ?? emails[0];
  if (email === undefined || place.state === 'binned') return;
  const rivals = state.records.findActual(hubspotId, 'contact', 'email', email);
  if (rivals.some((record) => record.state === 'live'))
    throw takenField('#/in/hubspot/properties/email', 'another contact has this address');
}

/** HubSpot's entry in `POST /control/people`. */
export const contactPlaceSchema = z
  .strictObject({
    properties: z.record(z.string(), z.union([text, z.null()])).default({}),
    deals: z.array(z.string()).optional(),
    objects: z
      .partialRecord(z.enum(textTypes), z.array(z.record(z.string(), z.union([text, z.null()]))))
      .optional(),
    sensitive: z.record(z.string(), text).optional(),
    merged: z.int().min(1).max(9).optional(),
    state: z.enum(['live', 'binned']).optional(),
  })
  .transform((place): PlaceRecord => (state, _system, owner) => {
    checkEmail(state, place, owner.emails);
    return placeContact(state, owner, place);
  });
