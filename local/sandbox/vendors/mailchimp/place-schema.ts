import { z } from 'zod';
import { takenField, wrongField } from '../../http/problem.ts';
import type { State } from '../../store/state.ts';
import type { PlaceRecord } from '../vendor.ts';
import { audiences, mailchimpId, memberKey, subscriberHash } from './member-record.ts';
import { customerPlaceSchema, placeCustomer } from './place-customer.ts';
import { placeMember, type MemberPlace } from './place-member.ts';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

function checkMember(state: State, place: MemberPlace, emails: readonly string[]): void {
  const email = place.email_address ?? emails[0];
  if (email === undefined)
    throw wrongField('#/in/mailchimp/email_address', 'is needed where emails is empty');
  const list = place.list_id ?? audiences[0].id;
  if (!audiences.some(({ id }) => id === list))
    throw wrongField(
      '#/in/mailchimp/list_id',
      `must be one of ${audiences.map(({ id }) => id).join(', ')}`,
    );
  if (state.records.actual(mailchimpId, 'member', memberKey(list, subscriberHash(email))))
    throw takenField('#/in/mailchimp/email_address', 'this list has a member with this address');
}

/** `state: binned` is an archived member. */
const memberSchema = z
  .strictObject({
    email_address: z.string().includes('@').optional(),
    merge_fields: z.record(z.string(), text).optional(),
    list_id: z.string().optional(),
    status: z.enum(['subscribed', 'unsubscribed', 'cleaned', 'pending', 'archived']).optional(),
    state: z.enum(['live', 'binned']).optional(),
    tags: z.array(z.string()).optional(),
    notes: z.array(z.string()).optional(),
    events: z.array(z.string()).optional(),
    goals: z.array(z.string()).optional(),
  })
  .transform(({ state: life, ...given }): PlaceRecord => {
    const place: MemberPlace = life === 'binned' ? { ...given, status: 'archived' } : given;
    return (state, _system, owner) => {
      checkMember(state, place, owner.emails);
      return placeMember(state, owner, place);
    };
  });

const customerSchema = z.strictObject({ customer: customerPlaceSchema }).transform(
  ({ customer }): PlaceRecord =>
    (state, _system, owner) =>
      placeCustomer(state, owner, customer),
);

/** Mailchimp's entry in `POST /control/people`: a member of an audience, or `{"customer": {…}}` in a store. */
export const memberPlaceSchema = z.union([customerSchema, memberSchema]);
