import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { everywhere, objectIdIn, startFixture, type Fixture } from '../support/sandbox-fixture.ts';
import { graphClient, type ListAnswer, type UserAnswer } from '../support/graph-client.ts';
import { hubspotClient, mailchimpClient } from '../support/vendor-client.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

interface Configuration {
  systems: {
    id: string;
    connector: string;
    settings: Record<string, unknown>;
    secrets: Record<string, string>;
  }[];
  policy: Record<string, unknown>;
}

describe('people', () => {
  it('who live in all systems are listed first, and are found by their sign-in name in every tenant', async () => {
    const people = await fixture.control.people(everywhere, 60);
    expect(people).toHaveLength(60);
    for (const person of people.slice(0, 3)) {
      for (const system of ['b2c-de', 'b2c-fr', 'b2c-us']) {
        const filter = `identities/any(c:c/issuerAssignedId eq '${person.emails[0]!}' and c/issuer eq 'x')`;
        const found = (await graphClient(fixture.sandbox, system)
          .api(`/users?$filter=${encodeURIComponent(filter)}`)
          .get()) as ListAnswer;
        expect(found.value.map(({ id, displayName }) => [id, displayName])).toEqual([
          [objectIdIn(person, system), person.displayName],
        ]);
      }
      expect(new Set(person.accounts.map(({ objectId }) => objectId)).size).toBe(3);
    }
  });

  it('are not listed for a system that erased them', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    await graphClient(fixture.sandbox, 'b2c-fr')
      .api(`/users/${objectIdIn(person!, 'b2c-fr')}`)
      .delete();
    const [next] = await fixture.control.people(everywhere, 1);
    expect(next!.person).not.toBe(person!.person);
    expect(await fixture.control.traces(person!.person)).toContainEqual({
      system: 'b2c-fr',
      what: 'deletedItem',
      count: 1,
    });
  });

  it('have traces of every kind that exists, and no others', async () => {
    const [person] = await fixture.control.byTrait('audit-40');
    expect(await fixture.control.traces(person!.person)).toEqual(
      expect.arrayContaining([
        { system: 'b2c-de', what: 'user', count: 1 },
        { system: 'hubspot', what: 'contact', count: 1 },
        { system: 'mailchimp', what: 'member', count: 1 },
        { system: 'b2c-de', what: 'auditEvent', count: 40 },
      ]),
    );
  });

  it('are made as ordered, and the rest is filled in', async () => {
    const person = await fixture.control.make({
      displayName: 'Ada Beispiel',
      emails: ['ada.beispiel@example.org'],
      in: {
        'b2c-de': { user: { givenName: 'Ada', mobilePhone: '+4930123' }, auditEvents: 40 },
        'b2c-us': {
          user: { identities: [{ signInType: 'userName', issuerAssignedId: 'ada_b' }] },
          related: { directoryRoles: ['Global Reader'] },
        },
        hubspot: { properties: { firstname: 'Ada' } },
        mailchimp: { merge_fields: { FNAME: 'Ada' } },
      },
    });
    const user = (await graphClient(fixture.sandbox)
      .api(
        `/users/${objectIdIn(person, 'b2c-de')}?$select=id,displayName,givenName,identities,userPrincipalName`,
      )
      .get()) as UserAnswer;
    expect(user).toMatchObject({
      displayName: 'Ada Beispiel',
      givenName: 'Ada',
      identities: [
        {
          signInType: 'emailAddress',
          issuer: 'nordlichtde.onmicrosoft.com',
          issuerAssignedId: 'ada.beispiel@example.org',
        },
      ],
      userPrincipalName: `${user.id}@nordlichtde.onmicrosoft.com`,
    });
    const [contact, member] = ['hubspot', 'mailchimp'].map((system) =>
      person.records.find((record) => record.system === system)!,
    );
    expect(
      (await hubspotClient(() => fixture.sandbox)('GET', `/crm/v3/objects/contacts/${contact!.id}`))
        .body,
    ).toMatchObject({ properties: { email: 'ada.beispiel@example.org', firstname: 'Ada' } });
    expect(
      (
        await mailchimpClient(() => fixture.sandbox)(
          'GET',
          `/lists/${member!.list!}/members/${member!.id}`,
        )
      ).body,
    ).toMatchObject({ merge_fields: { FNAME: 'Ada' } });
    expect(await fixture.control.traces(person.person)).toContainEqual({
      system: 'b2c-de',
      what: 'auditEvent',
      count: 40,
    });
    expect((await fixture.control.call('GET', `people/${person.person}`)).body).toEqual(person);
  });
});

describe('what comes back', () => {
  it('an account, a contact and a member are restored, in one system or in all', async () => {
    const { person } = await fixture.control.make({
      displayName: 'Berta Binned',
      emails: ['berta.binned@example.org'],
      in: {
        'b2c-fr': { state: 'binned' },
        hubspot: { state: 'binned' },
        mailchimp: { state: 'binned' },
      },
    });
    const names = async () => (await fixture.control.traces(person)).map(({ what }) => what).sort();
    expect(await names()).toEqual(['archivedContact', 'archivedMember', 'deletedItem']);
    await fixture.control.call('POST', `people/${person}/restore`, { system: 'b2c-fr' });
    expect(await names()).toEqual(['archivedContact', 'archivedMember', 'user']);
    await fixture.control.call('POST', `people/${person}/restore`);
    expect(await names()).toEqual(['contact', 'member', 'user']);
  });

  it('an erased person signs up again: same address, new records, the same person', async () => {
    const email = 'wilma.wieder@example.org';
    const first = await fixture.control.make({
      displayName: 'Wilma Wieder',
      emails: [email],
      in: { 'b2c-us': {}, hubspot: {}, mailchimp: {} },
    });
    await graphClient(fixture.sandbox, 'b2c-us')
      .api(`/users/${objectIdIn(first, 'b2c-us')}`)
      .delete();
    const contact = first.records.find(({ system }) => system === 'hubspot')!;
    await hubspotClient(() => fixture.sandbox)('POST', '/crm/v3/objects/contacts/gdpr-delete', {
      objectId: contact.id,
    });
    const member = first.records.find(({ system }) => system === 'mailchimp')!;
    await mailchimpClient(() => fixture.sandbox)(
      'POST',
      `/lists/${member.list!}/members/${member.id}/actions/delete-permanent`,
    );
    const again = await fixture.control.make({
      person: first.person,
      in: { 'b2c-us': {}, hubspot: {}, mailchimp: {} },
    });
    expect(again.person).toBe(first.person);
    expect(new Set(again.accounts.map(({ objectId }) => objectId)).size).toBe(2);
    expect(again.records.filter(({ system }) => system === 'hubspot')).toHaveLength(2);
    expect((await fixture.control.traces(first.person)).map(({ what }) => what).sort()).toEqual([
      'auditEvent',
      'contact',
      'deletedItem',
      'member',
      'user',
    ]);
  });
});

describe('a bad control call', () => {
  it.each([
    ['GET', 'nothing', undefined, 404, 'not-found'],
    ['PATCH', 'clock', {}, 405, 'method-not-allowed'],
    ['GET', 'people?in=b2c-at', undefined, 404, 'unknown-system'],
    ['GET', 'people?limit=many', undefined, 400, 'invalid-request'],
    ['GET', 'people/p-999999/traces', undefined, 404, 'unknown-person'],
    ['GET', 'journal?after=x', undefined, 400, 'invalid-request'],
    ['PUT', 'systems/b2c-at/fault', { mode: 'reset' }, 404, 'unknown-system'],
    ['PUT', 'systems/hubspot/fault', { mode: 'explode' }, 400, 'invalid-request'],
    ['PUT', 'systems/hubspot/fault', { mode: 'reset', tmies: 3 }, 400, 'invalid-request'],
    [
      'PUT',
      'systems/hubspot/fault',
      { mode: 'reset', match: { path: '(' } },
      400,
      'invalid-request',
    ],
    ['PUT', 'systems/hubspot/fault', { mode: 'refuse', when: 'after' }, 400, 'invalid-request'],
    ['PUT', 'systems/hubspot/fault', undefined, 400, 'invalid-json'],
    ['PUT', 'systems/hubspot/fault', { mode: 'lag' }, 400, 'invalid-request'],
    ['PUT', 'systems/hubspot/fault', { mode: 'reset', reads: {} }, 400, 'invalid-request'],
    [
      'PUT',
      'systems/hubspot/fault',
      { mode: 'lag', reads: { one: [1, 2] } },
      400,
      'invalid-request',
    ],
    ['PUT', 'systems/hubspot/settings', { roles: [] }, 400, 'invalid-request'],
    ['POST', 'people', { in: {} }, 400, 'invalid-request'],
    ['POST', 'people', { person: 'p-999999', in: {} }, 400, 'invalid-request'],
    ['POST', 'people/p-999999/restore', {}, 404, 'unknown-person'],
    ['POST', 'clock', { advanceSeconds: -1 }, 400, 'invalid-request'],
    [
      'POST',
      'people',
      { displayName: 'X', in: { 'b2c-de': { user: { dateOfBirth: '2000-01-01' } } } },
      400,
      'invalid-request',
    ],
    [
      'POST',
      'people',
      { displayName: 'X', in: { 'b2c-de': { user: { id: 'not-a-guid' } } } },
      400,
      'invalid-request',
    ],
    ['POST', 'people', { displayName: 'X', in: { salesforce: {} } }, 400, 'invalid-request'],
    [
      'POST',
      'people',
      { displayName: 'X', emails: ['vera.victim@example.org'], in: { 'b2c-de': { user: {} } } },
      409,
      'taken',
    ],
    [
      'POST',
      'people',
      {
        displayName: 'X',
        emails: ['vera.victim@example.org'],
        in: { hubspot: { properties: {} } },
      },
      409,
      'taken',
    ],
  ])('%s %s %j is answered %i %s', async (method, where, body, status, code) => {
    const answer = await fixture.control.call(method, where, body);
    expect(answer).toMatchObject({
      status,
      body: { type: `urn:habeas:sandbox:problem:${code}`, status, code },
    });
  });
});

describe('the configuration it writes', () => {
  const read = () => JSON.parse(readFileSync(fixture.sandbox.configFile, 'utf8')) as Configuration;

  it('names every system with its connector, addresses and secrets', () => {
    const { systems, policy } = read();
    expect(systems.map(({ id, connector }) => [id, connector])).toEqual([
      ['b2c-de', 'azure-ad-b2c'],
      ['b2c-fr', 'azure-ad-b2c'],
      ['b2c-us', 'azure-ad-b2c'],
      ['hubspot', 'hubspot'],
      ['mailchimp', 'mailchimp'],
    ]);
    expect(systems[0]!.settings).toMatchObject({
      domain: 'nordlichtde.onmicrosoft.com',
      authorityHost: fixture.sandbox.authority,
      graphUrl: `${fixture.sandbox.systems['b2c-de']!}/v1.0`,
      auditRetentionDays: 7,
    });
    expect(policy).toMatchObject({
      giveUpAfter: 'PT30S',
      timeZone: 'Europe/Berlin',
      callbacks: { allowPrivateAddresses: true, allowHttp: true },
    });
  });

  it('writes the secrets to a second file that only the owner can read', () => {
    const file = path.join(path.dirname(fixture.sandbox.configFile), 'secrets.env.json');
    const named = read().systems.flatMap(({ secrets }) =>
      Object.values(secrets).map((secret) => secret.replace('env:', '')),
    );
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object).sort()).toEqual(
      named.sort(),
    );
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('reset', () => {
  it('restores the seeded world and real time, and clears journal and faults', async () => {
    const [person] = await fixture.control.byTrait('victim');
    const id = objectIdIn(person!, 'b2c-de');
    await graphClient(fixture.sandbox).api(`/users/${id}`).delete();
    await fixture.control.fault('hubspot', { mode: 'refuse' });
    await fixture.control.call('POST', 'clock', { advanceSeconds: 1e6 });
    expect((await fixture.control.call('POST', 'reset')).status).toBe(204);
    expect(await fixture.control.journal()).toEqual([]);
    expect(await graphClient(fixture.sandbox).api(`/users/${id}`).get()).toMatchObject({ id });
    expect(
      (await hubspotClient(() => fixture.sandbox)('GET', '/crm/v3/objects/contacts?limit=1'))
        .status,
    ).toBe(200);
    const { body } = await fixture.control.call('GET', 'clock');
    expect(Math.abs(Date.parse((body as { now: string }).now) - Date.now())).toBeLessThan(60_000);
  });
});
