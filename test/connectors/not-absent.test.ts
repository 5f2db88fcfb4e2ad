import { completedRecord, settlementWithoutMatch } from '../../src/domain/judge-search.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import type { Identifier } from '../../src/domain/identifier.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { startFixture, type Fixture } from '../local/sandbox/support/sandbox-fixture.ts';
import { openSystem } from './open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterEach(async () => {
  for (const system of ['hubspot', 'mailchimp', 'b2c-de'])
    await fixture.control.clearFaults(system);
});
afterAll(() => fixture.end());

const email: Identifier = { kind: 'email', value: 'nobody.at.all@example.invalid' };
const phone: Identifier = { kind: 'phone', value: '+4930000000' };
const account: Identifier = {
  kind: 'account',
  system: systemIdOf('b2c-fr'),
  objectId: '5eed0000-0000-4000-8000-0000deadbeef',
};
const userName: Identifier = { kind: 'userName', system: systemIdOf('b2c-fr'), value: 'nobody' };
const record = (system: string, id: string): Identifier => ({
  kind: 'record',
  system: systemIdOf(system),
  id,
});

interface Case {
  readonly title: string;
  readonly system: string;
  readonly by: readonly Identifier[];
  readonly settings?: object;
  /** What the system answers, where it does not answer as usual. */
  readonly fault?: { readonly path: string; readonly [name: string]: unknown };
  /** The verdict and its reason, or the code of the failure. */
  readonly is: string;
  /** Words of what was not searched. */
  readonly notSearched?: readonly string[];
}

const cases: readonly Case[] = [
  { title: 'everything was asked', system: 'mailchimp', by: [email], is: 'absent' },
  {
    title: 'only a phone number is known, and Mailchimp cannot be asked by one',
    system: 'mailchimp',
    by: [phone],
    is: 'unsearched no-identifier',
    notSearched: ['sms-only-contacts'],
  },
  {
    title: 'only an object ID is known, and no merge field holds object IDs',
    system: 'mailchimp',
    by: [account],
    settings: { objectIdMergeField: undefined },
    is: 'unsearched no-identifier',
  },
  {
    title: 'only an object ID is known, and no property holds object IDs',
    system: 'hubspot',
    by: [account],
    settings: { objectIdProperty: undefined },
    is: 'unsearched no-identifier',
  },
  {
    title: 'a user name of another tenant is all that is known',
    system: 'b2c-de',
    by: [userName, account],
    is: 'unsearched no-identifier',
  },
  {
    title: 'the record id has a form that HubSpot cannot hold',
    system: 'hubspot',
    by: [record('hubspot', 'not-a-number')],
    is: 'unsearched no-identifier',
  },
  {
    title: 'archived contacts are refused, live ones are not',
    system: 'hubspot',
    by: [email],
    fault: { path: 'archived=true', mode: 'status', status: 400 },
    is: 'unsearched refused',
    notSearched: ['email-in-archive'],
  },
  {
    title: 'the search by phone is refused, and the search by address is not',
    system: 'hubspot',
    by: [phone],
    fault: { path: '/contacts/search$', mode: 'status', status: 400 },
    is: 'unsearched refused',
    notSearched: ['phone-in-live'],
  },
  {
    title: 'the audiences are answered, the stores are not',
    system: 'mailchimp',
    by: [email],
    fault: { path: '/ecommerce/stores\\?', mode: 'status', status: 404 },
    is: 'unsearched refused',
    notSearched: ['email-in-store'],
  },
  {
    title: 'one store refuses the filter by address',
    system: 'mailchimp',
    by: [email],
    fault: { path: '/store_outlet/customers', mode: 'status', status: 400 },
    is: 'unsearched refused',
    notSearched: ['email-in-store'],
  },
  {
    title: 'the list of audiences is refused, so no audience was asked',
    system: 'mailchimp',
    by: [email],
    fault: { path: '/lists\\?', mode: 'status', status: 400 },
    is: 'unsearched refused',
    notSearched: ['email-in-live', 'email-in-archive'],
  },
  {
    title: 'a proxy answers 404 with a page where a member is read by its id',
    system: 'mailchimp',
    by: [email],
    fault: { path: '/lists/[^/]+/members/', mode: 'html', status: 404 },
    is: 'failed unexpected-answer',
  },
  {
    title: 'Mailchimp itself says 404 where a member is read by its id',
    system: 'mailchimp',
    by: [email],
    fault: { path: '/lists/[^/]+/members/', mode: 'status', status: 404 },
    is: 'absent',
  },
  {
    title: 'the list of audiences is cut short',
    system: 'mailchimp',
    by: [email],
    fault: { path: '/lists\\?', mode: 'truncate' },
    is: 'failed unexpected-answer',
  },
  {
    title: 'a store that the key may not read might hold the person',
    system: 'mailchimp',
    by: [email],
    fault: { path: '/store_nord/customers', mode: 'status', status: 403 },
    is: 'failed permission-missing',
  },
];

test.each(cases)('$title: $is', async ({ system, by, settings, fault, is, notSearched = [] }) => {
  if (fault) {
    const { path, ...answer } = fault;
    await fixture.control.fault(system, { ...answer, match: { path } });
  }
  const access = openSystem(fixture.sandbox, system, { ...settings });
  const found = await access
    .find(by.map((identifier) => ({ identifier, trust: 'given', source: 'request' })))
    .catch((error: unknown) => (error instanceof SystemFailure ? error.code : 'broken'));
  if (typeof found === 'string') {
    expect(`failed ${found}`).toBe(is);
    return;
  }
  expect(found.hits).toEqual([]);
  const whole = completedRecord(found, access.lookUps, []);
  const { verdict, reason = '' } = settlementWithoutMatch({ leads: 0 }, whole);
  expect(`${verdict} ${reason}`.trim()).toBe(is);
  for (const what of notSearched) expect(whole.notSearched.map((one) => one.what)).toContain(what);
});
