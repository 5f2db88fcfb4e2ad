import { SystemFailure } from '../../../src/domain/failure.ts';
import type { KnownIdentifier } from '../../../src/domain/identifier.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import type { SearchView } from '../../../src/doors/http/operator-shapes.ts';
import { requestsRoute } from '../../../src/doors/http/requests-route.ts';
import { searchRoute } from '../../../src/doors/http/search-route.ts';
import {
  call,
  createMemoryIntake,
  strictPolicy,
  type MemoryIntake,
} from '../../support/memory-intake.ts';
import { hit, system, type AccessInTest } from '../../support/memory-house.ts';

const ada = '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11';
const email = { kind: 'email', value: 'ada@example.org' } as const;
const phone = { kind: 'phone', value: '+4930123456' } as const;
const account = { kind: 'account', system: systemIdOf('b2c-de'), objectId: ada } as const;

const asks = (identifiers: readonly KnownIdentifier[], kind: string) =>
  identifiers.some(({ identifier }) => identifier.kind === kind);

/** Ada signs in with her e-mail; two contacts carry her phone number, which the tenant has verified; a third has it in a note. */
const tenant = system('b2c-de', {
  hold: async () => ({ kind: 'held' }),
  find: async (identifiers) =>
    asks(identifiers, 'email') || asks(identifiers, 'account')
      ? [
          hit(ada, {
            by: email,
            join: 'address',
            preview: 'A… L…, a…@example.org',
            reveals: [
              { identifier: account, trust: 'vouched' },
              { identifier: phone, trust: 'vouched' },
            ],
          }),
        ]
      : [],
});
const contacts = (name: string) => ({ given: name, surname: null, display: null });
const crm = (access: AccessInTest = {}) =>
  system('hubspot', {
    find: async (identifiers) =>
      asks(identifiers, 'phone')
        ? [
            hit('51', { by: phone, join: 'address', preview: 'A…', name: contacts('Ada') }),
            hit('52', { by: phone, join: 'address', preview: 'A…', name: contacts('Ada') }),
            hit('53', { by: phone, join: 'free', preview: 'B…', name: contacts('Byron') }),
          ]
        : [],
    ...access,
  });

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake(strictPolicy, undefined, [tenant, crm()]);
});

const search = (subject: object = { emails: ['ada@example.org'] }, headers = {}) =>
  call(searchRoute(intake, 50), intake, { method: 'POST', headers, body: { subject } });

async function found(subject?: object): Promise<SearchView> {
  const { status, text } = await search(subject);
  expect(status).toBe(200);
  return JSON.parse(text) as SearchView;
}

const begin = (subject: object, headers: Record<string, string> = {}) =>
  call(requestsRoute(intake), intake, {
    method: 'POST',
    headers,
    body: { type: 'access', subject },
  });

/** The identifiers that the only request was begun with. */
async function givenTo(id: string) {
  const request = intake.register.requests().find((one) => one.id === id);
  if (!request) throw new Error('There is no such request.');
  return (await intake.dossiers.read(request.id, 0)).identifiers.map((one) => one.identifier);
}

test('shows masked matches per system, counts leads, and names identifiers that no system could be asked by', async () => {
  const { systems } = await found();
  expect(systems).toEqual([
    {
      system: 'b2c-de',
      matches: [{ match: 'm1', preview: 'A… L…, a…@example.org', metBy: ['email'] }],
      leads: 0,
      notSearched: [],
    },
    {
      system: 'hubspot',
      matches: [
        { match: 'm2', preview: 'A…', metBy: ['phone'] },
        { match: 'm3', preview: 'A…', metBy: ['phone'] },
      ],
      leads: 1,
      notSearched: [],
    },
  ]);
});

test('a system that is down or does not answer is named, and the others are still searched', async () => {
  const down = async () => {
    throw new SystemFailure('credentials-rejected', 'HTTP 401');
  };
  intake = createMemoryIntake(strictPolicy, undefined, [tenant, crm({ find: down })]);
  const [, rejected] = (await found()).systems;
  expect(rejected).toMatchObject({
    matches: [],
    notSearched: [{ what: 'system', why: 'incomplete', code: 'credentials-rejected' }],
  });
  const silent = () => new Promise<never>(() => undefined);
  intake = createMemoryIntake(strictPolicy, undefined, [tenant, crm({ find: silent })]);
  const [searched, mute] = (await found()).systems;
  expect(searched?.matches).toHaveLength(1);
  expect(mute?.notSearched).toEqual([{ what: 'system', why: 'incomplete', code: 'unavailable' }]);
});

test('a system that is only being tried out is not asked', async () => {
  const asked: unknown[] = [];
  const find: AccessInTest['find'] = async (identifiers) => {
    asked.push(identifiers);
    return [];
  };
  const trial = { ...crm({ find }), shadow: true as const };
  intake = createMemoryIntake(strictPolicy, undefined, [tenant, trial]);
  const [, shadow] = (await found()).systems;
  const notSearched = [{ what: 'system', why: 'shadow' }];
  expect(shadow).toEqual({ system: 'hubspot', matches: [], leads: 0, notSearched });
  expect(asked).toEqual([]);
});

test('a request is started from a match: by its record, and by identifiers that led only to this match', async () => {
  const { search: code } = await found({ emails: ['ada@example.org'], phones: [phone.value] });
  const first = await begin({ search: code, matches: ['m1'] });
  expect(first.status).toBe(202);
  expect(await givenTo(first.json().id)).toEqual([account, email]);
  const second = await begin({ search: code, matches: ['m2'], emails: ['ada@example.net'] });
  expect(await givenTo(second.json().id)).toEqual([
    { kind: 'email', value: 'ada@example.net' },
    // The phone number leads to the other contact too, so it is left out.
    { kind: 'record', system: 'hubspot', id: '51' },
  ]);
});

test('names the open requests of the person, whoever sent them', async () => {
  expect((await found()).openRequests).toEqual([]);
  const account = { accounts: [{ tenant: 'b2c-de', objectId: ada }] };
  const { id } = (await begin(account, { 'x-functions-key': 'of a portal' })).json();
  expect((await found()).openRequests).toEqual([{ id, type: 'access', state: 'received' }]);
});

describe('the code of a search', () => {
  const refused = async (subject: object, headers = {}) => {
    const answer = await begin(subject, headers);
    expect(intake.register.requests()).toHaveLength(0);
    return [answer.status, answer.json().errors.map(({ pointer }) => pointer)];
  };

  test('is valid only for its caller, for 30 minutes, and with existing matches', async () => {
    const { search: code } = await found();
    const matches = ['m1'];
    const unknown = [400, ['#/subject/search']];
    const stranger = { 'x-functions-key': 'another caller' };
    expect(await refused({ search: code, matches }, stranger)).toEqual(unknown);
    expect(await refused({ search: `s1${'0'.repeat(26)}`, matches })).toEqual(unknown);
    expect(await refused({ search: code, matches: ['m9'] })).toEqual([400, ['#/subject/matches']]);
    expect(await refused({ search: code })).toEqual([400, ['#/subject/matches']]);
    expect(await refused({ matches })).toEqual([400, ['#/subject/search']]);
    intake.clock.at = '2026-03-02T10:30:00.000Z';
    expect(await refused({ search: code, matches })).toEqual(unknown);
  });

  test('may have expired: the same body with the same key still gets the first answer', async () => {
    const { search: code } = await found();
    const send = () => begin({ search: code, matches: ['m1'] }, { 'idempotency-key': 'CASE-1' });
    const first = await send();
    intake.clock.at = '2026-03-02T11:00:00.000Z';
    const second = await send();
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(intake.register.requests()).toHaveLength(1);
  });
});

test('a search without identifiers is refused, and no system is asked', async () => {
  for (const [body, code] of [
    [{ subject: {} }, 'empty-subject'],
    [{}, 'invalid-request'],
    [{ subject: { emails: [' '] } }, 'invalid-request'],
    [{ subject: { search: 's1', matches: [] } }, 'invalid-request'],
  ] as const) {
    const answer = await call(searchRoute(intake), intake, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ code });
  }
  expect((await intake.audit.list(9)).items).toEqual([]);
});

test('the audit holds who searched and a hash that changes every month, and no identifier', async () => {
  const key = { 'x-functions-key': 'of an agent' };
  await search({ emails: ['ada@example.org'] }, key);
  await search({ emails: ['ADA@example.org'] }, key);
  intake.clock.at = '2026-04-01T00:00:00.000Z';
  await search({ emails: ['ada@example.org'] }, key);
  const { items } = await intake.audit.list(9);
  const [april, march, earlier] = items.map(({ subject }) => subject);
  expect(march).toBe(earlier);
  expect(april).not.toBe(march);
  expect(JSON.stringify([items, intake.log])).not.toContain('ada@');
});
