import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PlaceRecord } from '../vendor.ts';
import { placeContact } from './place-contact.ts';

/** Intercom's entry in `POST /control/people`. Each entry is a new contact: Intercom allows several with one address. */
export const contactPlaceSchema = z
  .strictObject({
    role: z.enum(['user', 'lead']).optional(),
    email: z.string().includes('@').optional(),
    name: z.string().optional(),
    phone: z.string().optional(),
    external_id: z.string().optional(),
    custom_attributes: z.record(z.string(), z.string()).optional(),
    notes: z.array(z.string()).optional(),
    tags: z.array(z.string()).optional(),
    conversations: z.array(z.strictObject({ subject: z.string(), body: z.string() })).optional(),
    state: z.enum(['live', 'binned']).optional(),
  })
  .transform(
    (place): PlaceRecord =>
      (state, _system, owner) =>
        placeContact(state, owner, place, randomUUID()),
  );
