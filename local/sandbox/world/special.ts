import { tenants } from '../vendors/azure-ad-b2c/tenants.ts';
import { hubspotId } from '../vendors/hubspot/contact-record.ts';
import { mailchimpId } from '../vendors/mailchimp/member-record.ts';
import { makeContact, makeMember, makeUser, objectIdOf, type Someone } from './make-record.ts';
import type { RecordOrder } from './person-order.ts';

/** What each system holds of somebody. */
export type Home = (someone: Someone) => Record<string, readonly RecordOrder[]>;

/** Somebody with one peculiarity. */
export interface Special {
  trait: string;
  given: string;
  family: string;
  email: string;
  home: Home;
}

/** Known in every system, by the same name and address. */
export const everywhere: Home = (someone) => ({
  ...Object.fromEntries(tenants.map((tenant) => [tenant.id, [makeUser(tenant, someone)]])),
  [hubspotId]: [makeContact(someone, objectIdOf('b2c-de', someone))],
  [mailchimpId]: [makeMember(someone, objectIdOf('b2c-de', someone))],
});

export const named = (
  trait: string,
  home: Home,
  people: readonly (readonly [given: string, family: string, email: string])[],
): Special[] => people.map(([given, family, email]) => ({ trait, given, family, email, home }));
