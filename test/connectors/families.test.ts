import { systemIdOf } from '../../src/domain/system.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import type { Identifier } from '../../src/domain/identifier.ts';
import type { MatchState } from '../../src/domain/match.ts';
import {
  objectIdIn,
  startFixture,
  type Fixture,
} from '../local/sandbox/support/sandbox-fixture.ts';
import { createMemoryHouse, requestId, system } from '../support/memory-house.ts';
import { openSystem } from './open-system.ts';

let fixture: Fixture;
let number = 7000;
beforeAll(async () => {
  fixture = await startFixture(50);
});
afterAll(() => fixture.end());

const everywhere = ['b2c-de', 'b2c-fr', 'hubspot', 'mailchimp'];

interface Written {
  readonly given?: string;
  readonly surname?: string;
  readonly display?: string;
  readonly objectId?: string;
}

/** Creates one record of a person, with the names that this system stores. */
async function place(where: string, email: string, written: Written) {
  const { given = '', surname = '', display = `${given} ${surname}`.trim(), objectId } = written;
  const record =
    where === 'hubspot'
      ? { properties: { firstname: given, lastname: surname, b2c_object_id: objectId ?? null } }
      : where === 'mailchimp'
        ? { merge_fields: { FNAME: given, LNAME: surname } }
        : { user: { displayName: display, givenName: given || null, surname: surname || null } };
  return fixture.control.make({ displayName: display, emails: [email], in: { [where]: record } });
}

/** The result of resolution with real connectors and simulated systems. */
async function resolve(...identifiers: Identifier[]): Promise<Record<string, MatchState>> {
  const house = await createMemoryHouse(
    everywhere.map((id) => system(id, { ...openSystem(fixture.sandbox, id) })),
  );
  const given = identifiers.map(
    (identifier) => ({ identifier, trust: 'given', source: 'request' }) as const,
  );
  await house.dossiers.write({ requestId, identifiers: given, findings: {}, asked: {} }, 1);
  const { setbacks } = await findSubject(house, {
    requestId,
    from: 1,
    to: 2,
    skip: [],
    again: false,
    decided: false,
    anew: false,
    patienceOf: {},
    giveUpAfterSeconds: 30,
  });
  expect(setbacks).toEqual([]);
  const { findings } = await house.dossiers.read(requestId, 2);
  return Object.fromEntries(Object.entries(findings).map(([id, { state }]) => [id, state]));
}

const account = (where: string, objectId: string): Identifier => ({
  kind: 'account',
  system: systemIdOf(where),
  objectId,
});

function newAddress(domain = 'example.org'): string {
  number += 1;
  return `huber.${String(number)}@${domain}`;
}

test.each<[string, Written, Written]>([
  ['another given name', { given: 'Anna', surname: 'Huber' }, { given: 'Josef', surname: 'Huber' }],
  ['a display name only', { display: 'Anna Huber' }, { given: 'Josef', surname: 'Huber' }],
  ['a display name only, surname first', { display: 'Huber, Anna' }, { given: 'Josef' }],
  ['a longer name', { given: 'Daniel' }, { given: 'Daniela' }],
  ['a shorter name', { given: 'Johanna' }, { given: 'J.', surname: 'Huber' }],
])('a relative with the same address is left alone everywhere: %s', async (_, own, relative) => {
  const email = newAddress();
  const subject = await place('b2c-de', email, own);
  for (const where of ['b2c-fr', 'hubspot', 'mailchimp']) await place(where, email, relative);

  expect(await resolve(account('b2c-de', objectIdIn(subject, 'b2c-de')))).toEqual({
    'b2c-de': 'matched',
    'b2c-fr': 'ambiguous',
    hubspot: 'ambiguous',
    mailchimp: 'ambiguous',
  });
});

test('a contact with the object ID but another name is left to an operator', async () => {
  const email = newAddress();
  const subject = await place('b2c-de', email, { given: 'Anna', surname: 'Huber' });
  const objectId = objectIdIn(subject, 'b2c-de');
  await place('hubspot', newAddress(), { given: 'Josef', surname: 'Huber', objectId });
  await place('mailchimp', email, { given: 'Anna', surname: 'Huber' });

  expect(await resolve(account('b2c-de', objectId))).toEqual({
    'b2c-de': 'matched',
    'b2c-fr': 'none',
    hubspot: 'ambiguous',
    mailchimp: 'matched',
  });
});

test('records that were found only by an address are all in doubt when their names contradict each other', async () => {
  const email = newAddress();
  await place('b2c-de', email, { given: 'Joanna', surname: 'Huber' });
  await place('hubspot', email, { given: 'Josef', surname: 'Huber' });
  await place('mailchimp', email, { display: 'unknown' });

  expect(await resolve({ kind: 'email', value: email })).toEqual({
    'b2c-de': 'ambiguous',
    'b2c-fr': 'none',
    hubspot: 'ambiguous',
    mailchimp: 'matched',
  });
});

test('one person is found in every system, in every spelling of address and name', async () => {
  const [asked, stored] = ['hüber.example', 'xn--hber-0ra.example'];
  const email = newAddress(asked);
  const inALabels = email.replace(asked, stored);
  await place('b2c-de', email, { display: 'Dr. Zoë Huber' });
  await place('b2c-fr', inALabels.toUpperCase(), { given: 'ZOE', surname: 'HUBER' });
  await place('hubspot', email.normalize('NFD'), { given: 'Zoë', surname: 'Huber' });
  await place('mailchimp', inALabels, { given: 'Zoë Maria', surname: 'Huber-Lang' });

  expect(await resolve({ kind: 'email', value: email })).toEqual(
    Object.fromEntries(everywhere.map((where) => [where, 'matched'])),
  );
});
