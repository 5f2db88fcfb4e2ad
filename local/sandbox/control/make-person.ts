import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { extensionNamesOf, findTenant } from '../vendors/azure-ad-b2c/tenants.ts';
import { isUserProperty } from '../vendors/azure-ad-b2c/user-properties.ts';
import {
  audiences,
  mailchimpId,
  memberKey,
  subscriberHash,
} from '../vendors/mailchimp/member-record.ts';
import { hubspotId } from '../vendors/hubspot/contact-record.ts';
import { inTransaction } from '../store/database.ts';
import type { State } from '../store/state.ts';
import { personId } from '../world/make-record.ts';
import type {
  MemberOrder,
  ContactOrder,
  PersonOrder,
  RecordOrder,
  UserOrder,
} from '../world/person-order.ts';
import { createPlacer, type PersonView } from '../world/place-person.ts';
import { check, personSchema } from './control-schema.ts';
import { ControlProblem } from './problem.ts';

type Body = z.output<typeof personSchema>;

const wrong = (pointer: string, detail: string) =>
  new ControlProblem(400, 'invalid-request', 'Correct the fields named in errors.', [
    { pointer, detail },
  ]);
const taken = (pointer: string, detail: string) =>
  new ControlProblem(409, 'taken', 'Choose another value for the field named in errors.', [
    { pointer, detail },
  ]);

function checkUser(
  state: State,
  system: string,
  order: UserOrder,
  emails: readonly string[],
): void {
  const tenant = findTenant(system);
  if (!tenant) return;
  const pointer = `#/in/${system}/user`;
  const extensions = extensionNamesOf(tenant);
  for (const name of Object.keys(order.user))
    if (!isUserProperty(name) && !extensions.includes(name))
      throw wrong(
        `${pointer}/${name}`,
        `no property of a Graph user; extension attributes here are ${extensions.join(', ')}`,
      );
  const { id, identities } = order.user;
  if (
    id !== undefined &&
    (typeof id !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
  )
    throw wrong(`${pointer}/id`, 'must be a GUID');
  if (typeof id === 'string' && state.records.actual(system, 'user', id.toLowerCase()))
    throw taken(`${pointer}/id`, 'another user has this id');
  if (identities !== undefined && !Array.isArray(identities))
    throw wrong(`${pointer}/identities`, 'must be a list');
  const names =
    (identities as { issuerAssignedId?: unknown; signInType?: unknown }[] | undefined) ??
    emails.slice(0, 1).map((email) => ({ issuerAssignedId: email, signInType: 'emailAddress' }));
  for (const { issuerAssignedId, signInType } of names) {
    if (typeof issuerAssignedId !== 'string' || typeof signInType !== 'string')
      throw wrong(`${pointer}/identities`, 'each needs signInType and issuerAssignedId');
    const rivals = state.records
      .find(system, 'user', 'identities', issuerAssignedId)
      .filter((record) => record.state === 'live');
    if (signInType !== 'federated' && rivals.length > 0)
      throw taken(`${pointer}/identities`, 'another user of this tenant signs in by that name');
  }
}

function checkContact(state: State, order: ContactOrder, emails: readonly string[]): void {
  const email = order.properties['email'] ?? emails[0];
  if (
    email !== undefined &&
    state.records
      .find(hubspotId, 'contact', 'email', email)
      .some((record) => record.state === 'live')
  )
    throw taken('#/in/hubspot/properties/email', 'another contact has this address');
}

function checkMember(state: State, order: MemberOrder, emails: readonly string[]): void {
  const email = order.email_address ?? emails[0];
  if (email === undefined)
    throw wrong('#/in/mailchimp/email_address', 'is needed where emails is empty');
  const list = order.list_id ?? audiences[0].id;
  if (!audiences.some(({ id }) => id === list))
    throw wrong(
      '#/in/mailchimp/list_id',
      `must be one of ${audiences.map(({ id }) => id).join(', ')}`,
    );
  if (state.records.actual(mailchimpId, 'member', memberKey(list, subscriberHash(email))))
    throw taken('#/in/mailchimp/email_address', 'this list has a member with this address');
}

function checkRecords(state: State, { in: homes, emails }: Body): void {
  for (const [system, orders] of Object.entries(homes)) {
    for (const order of orders ?? []) {
      if (system === hubspotId) checkContact(state, order as ContactOrder, emails);
      else if (system === mailchimpId) checkMember(state, order as MemberOrder, emails);
      else checkUser(state, system, order as UserOrder, emails);
    }
  }
}

function nextPerson({ database }: State): string {
  const row = database.prepare('SELECT max(person) AS last FROM people').get();
  return personId(Number(String(row?.['last'] ?? '').slice(2)) + 1);
}

/**
 * Makes a person as told by `POST /control/people`; what is missing is filled in from the tenant and the first e-mail.
 * @throws ControlProblem 400 for a wrong field, 409 for a name or id that somebody has.
 */
export function makePerson(state: State, value: unknown): PersonView {
  const body = check(personSchema, value);
  checkRecords(state, body);
  const person = nextPerson(state);
  const homes = Object.fromEntries(
    Object.entries(body.in).filter(([, orders]) => orders !== undefined),
  ) as Record<string, RecordOrder[]>;
  for (const [system, orders] of Object.entries(homes))
    if (findTenant(system))
      for (const order of orders as UserOrder[]) order.user = { id: randomUUID(), ...order.user };
  const order: PersonOrder = {
    person,
    displayName: body.displayName,
    emails: body.emails,
    phones: body.phones,
    in: homes,
  };
  return inTransaction(state.database, () => createPlacer(state).place(order));
}
