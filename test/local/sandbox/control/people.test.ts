import { everywhere, objectIdIn, startFixture, type Fixture } from '../support/sandbox-fixture.ts';
import { graphClient, type ListAnswer, type UserAnswer } from '../support/graph-client.ts';
import { hubspotClient, mailchimpClient } from '../support/vendor-client.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

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
