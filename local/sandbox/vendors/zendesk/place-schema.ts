import { z } from 'zod';
import { takenField } from '../../http/problem.ts';
import type { PlaceRecord } from '../vendor.ts';
import { placeUser } from './place-user.ts';
import { zendeskId } from './zendesk-record.ts';

const ticket = z.strictObject({
  subject: z.string().default('A question'),
  body: z.string().default('Hello, I have a question.'),
  status: z.enum(['new', 'open', 'pending', 'solved', 'closed']).default('closed'),
});

/** Zendesk's entry in `POST /control/people`. */
export const userPlaceSchema = z
  .strictObject({
    name: z.string().optional(),
    email: z.string().includes('@').optional(),
    phone: z.string().optional(),
    external_id: z.string().optional(),
    notes: z.string().optional(),
    role: z.enum(['end-user', 'agent', 'admin']).optional(),
    suspended: z.boolean().optional(),
    user_fields: z.record(z.string(), z.string()).optional(),
    tickets: z.array(ticket).optional(),
    state: z.enum(['live', 'binned']).optional(),
  })
  .transform((place): PlaceRecord => (state, _system, owner) => {
    const email = place.email ?? owner.emails[0];
    const rivals =
      email === undefined ? [] : state.records.findActual(zendeskId, 'user', 'email', email);
    if (place.state !== 'binned' && rivals.some((record) => record.state === 'live'))
      throw takenField('#/in/zendesk/email', 'another user has this address');
    return placeUser(state, owner, place);
  });
