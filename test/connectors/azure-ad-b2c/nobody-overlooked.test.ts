import { completedRecord, settlementWithoutMatch } from '../../../src/domain/judge-search.ts';
import { SystemFailure } from '../../../src/domain/failure.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { openSystem } from '../open-system.ts';

const tenant = systemIdOf('b2c-de');
const initialDomain = 'nordlichtde.onmicrosoft.com';
const customDomain = 'konto.nordlichtde.example';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterEach(async () => {
  await fixture.control.clearFaults(tenant);
  await fixture.control.call('DELETE', `systems/${tenant}/settings`);
});
afterAll(() => fixture.end());

const email = (value: string): Identifier => ({ kind: 'email', value });
const phone = (value: string): Identifier => ({ kind: 'phone', value });
const name = (signInType: string, value: string): Identifier =>
  signInType === 'userName'
    ? { kind: 'userName', system: tenant, value }
    : { kind: 'userName', system: tenant, value, signInType };

const search = (by: Identifier) =>
  openSystem(fixture.sandbox, tenant, { settleSeconds: 0 }).find([
    { identifier: by, trust: 'given', source: 'request' },
  ]);

const signIn = (signInType: string, issuer: string, issuerAssignedId: string) => ({
  identities: [{ signInType, issuer, issuerAssignedId }],
});
const refuse = (path: string, status: number) => ({ mode: 'status', status, match: { path } });

interface Case {
  readonly title: string;
  readonly user: object;
  readonly by: Identifier;
  readonly state?: 'binned';
  readonly fault?: object;
  readonly settings?: object;
  readonly in?: 'recycle-bin';
  readonly join?: 'free';
}

const upn = (local: string) => ({ userPrincipalName: `${local}@${customDomain}` });

const accounts: readonly Case[] = [
  {
    title: 'an address that is the UPN in the second verified domain',
    user: upn('upn.one'),
    by: email(`UPN.one@${customDomain}`),
  },
  {
    title: 'such an address although the tenant does not let its domains be read',
    user: upn('upn.two'),
    by: email(`upn.two@${customDomain}`),
    fault: refuse('/organization', 403),
  },
  {
    title: 'a customer number whose issuer is a former default domain',
    user: signIn('customerId', customDomain, 'C-1001'),
    by: name('customerId', 'C-1001'),
  },
  {
    title: 'a user name that holds an e-mail address',
    user: signIn('userName', initialDomain, 'name.as.address@example.org'),
    by: email('name.as.address@example.org'),
  },
  {
    title: 'a second sign-in address of a type of its own',
    user: signIn('emailAddressWork', initialDomain, 'work.address@example.org'),
    by: email('Work.Address@example.org'),
  },
  {
    title: 'a phone sign-in as External ID keeps it',
    user: signIn('federated', 'phone', '+493055512345'),
    by: phone('+493055512345'),
  },
  {
    title: 'a customer number of a deleted account, where the bin takes no filter',
    user: signIn('customerId', initialDomain, 'C-1002'),
    by: name('customerId', 'C-1002'),
    state: 'binned',
    in: 'recycle-bin',
  },
  {
    title: 'a sign-in address of a deleted account, where the bin takes filters',
    user: signIn('emailAddress', initialDomain, 'binned.filter@example.org'),
    by: email('binned.filter@example.org'),
    state: 'binned',
    settings: { binFilters: 'offered' },
    in: 'recycle-bin',
  },
  {
    title: 'an address beside a sign-in name of a kind that nobody knows',
    user: {
      identities: [
        { signInType: 'retina2027', issuer: 'eyes.example', issuerAssignedId: 'r-1' },
        {
          signInType: 'emailAddress',
          issuer: initialDomain,
          issuerAssignedId: 'beside.unknown@example.org',
        },
      ],
    },
    by: email('beside.unknown@example.org'),
  },
  {
    title: 'an address of a social account, which only `otherMails` holds: a lead',
    user: {
      ...signIn('federated', 'facebook.com', '777001'),
      otherMails: ['social.only@example.org'],
    },
    by: email('social.only@example.org'),
    join: 'free',
  },
];

test.each(accounts)('an account is found by $title', async (given) => {
  const { accounts: made } = await fixture.control.make({
    displayName: 'Kanarina Vogelsang',
    emails: [],
    in: { [tenant]: { user: given.user, ...(given.state && { state: given.state }) } },
  });
  if (given.settings)
    await fixture.control.call('PUT', `systems/${tenant}/settings`, given.settings);
  if (given.fault) await fixture.control.fault(tenant, given.fault);
  expect((await search(given.by)).hits).toMatchObject([
    {
      record: { id: made[0]?.objectId },
      join: given.join ?? 'address',
      in: given.in ?? 'live',
    },
  ]);
});

const nobody = email('nobody.at.all@example.invalid');

test.each([
  ['everything was asked', nobody, null, 'absent', ['password-reset-addresses']],
  [
    'the domains may not be read: the search goes on',
    nobody,
    refuse('/organization', 403),
    'absent',
    [],
  ],
  [
    'the domains cannot be read for now',
    nobody,
    refuse('/organization', 500),
    'failed unavailable',
    [],
  ],
  [
    'the recycle bin takes neither a filter nor a list',
    nobody,
    refuse('/deletedItems/microsoft.graph.user', 400),
    'unsearched refused',
    ['email-in-recycle-bin'],
  ],
  [
    'one of several filters is refused',
    nobody,
    refuse('/users\\?.*otherMails', 400),
    'unsearched refused',
    ['email-in-other-mails'],
  ],
  [
    'only a phone number is known, and no search finds numbers of multi-factor sign-in',
    phone('+4930000000'),
    null,
    'absent',
    ['multi-factor-phone-numbers'],
  ],
  [
    'only a phone number is known, and its issuer may be a domain that could not be read',
    phone('+4930000000'),
    refuse('/organization', 403),
    'unsearched refused',
    ['phone-in-other-domains'],
  ],
  [
    'only a customer number is known, and its issuer may be a domain that could not be read',
    name('customerId', 'C-9999'),
    refuse('/organization', 403),
    'unsearched refused',
    ['user-name-in-other-domains'],
  ],
  [
    'a user name of another tenant says nothing here',
    { kind: 'userName', system: systemIdOf('b2c-fr'), value: 'nobody' } as const,
    null,
    'unsearched no-identifier',
    [],
  ],
] as const)('%s', async (_title, by, fault, is, notSearched) => {
  if (fault) await fixture.control.fault(tenant, fault);
  const access = openSystem(fixture.sandbox, tenant);
  const found = await access
    .find([{ identifier: by, trust: 'given', source: 'request' }])
    .catch((error: unknown) => (error instanceof SystemFailure ? error.code : 'broken'));
  if (typeof found === 'string') {
    expect(`failed ${found}`).toBe(is);
    return;
  }
  const whole = completedRecord(found, access.lookUps, []);
  const { verdict, reason = '' } = settlementWithoutMatch({ leads: 0 }, whole);
  expect([found.hits, `${verdict} ${reason}`.trim()]).toEqual([[], is]);
  for (const what of notSearched) expect(whole.notSearched.map((one) => one.what)).toContain(what);
});

test('the domains of the tenants of the sandbox can be read', async () => {
  for (const id of ['b2c-de', 'b2c-fr', 'b2c-us']) {
    const { notSearched } = await openSystem(fixture.sandbox, id).find([
      { identifier: phone('+4930000000'), trust: 'given', source: 'request' },
    ]);
    expect(notSearched.filter(({ why }) => why !== 'not-offered')).toEqual([]);
  }
});

test('a sign-in name of an unknown kind is exported unchanged', async () => {
  const identities = [
    { signInType: 'gaitPattern', issuer: 'steps.example', issuerAssignedId: 'g-1' },
  ];
  const { accounts: made } = await fixture.control.make({
    displayName: 'Kanarina Vogelsang',
    emails: [],
    in: { [tenant]: { user: { identities } } },
  });
  const users: unknown[] = [];
  const write = (part: string, item: unknown) => {
    if (part === 'user') users.push(item);
    return Promise.resolve();
  };
  const record = { kind: 'user', id: made[0]?.objectId ?? '' };
  await openSystem(fixture.sandbox, tenant).export(record, sinkOf({ write }));
  expect(users).toMatchObject([{ identities: expect.arrayContaining(identities) as unknown }]);
});
