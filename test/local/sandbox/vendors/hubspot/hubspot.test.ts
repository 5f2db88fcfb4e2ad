import {
  everywhere,
  objectIdIn,
  startFixture,
  type Fixture,
} from '../../support/sandbox-fixture.ts';
import { hubspotClient, type VendorCall } from '../../support/vendor-client.ts';

let fixture: Fixture;
let hubspot: VendorCall;
beforeAll(async () => {
  fixture = await startFixture();
  hubspot = hubspotClient(() => fixture.sandbox);
});
afterAll(() => fixture.end());

const contacts = '/crm/v3/objects/contacts';
interface Found {
  total: number;
  results: { id: string; properties: Record<string, string | null> }[];
}

async function search(propertyName: string, operator: string, value: string): Promise<string[]> {
  const { body } = await hubspot('POST', `${contacts}/search`, {
    filterGroups: [{ filters: [{ propertyName, operator, value }] }],
    properties: [],
    limit: 10,
    after: '0',
    sorts: [],
  });
  return (body as Found).results.map(({ id }) => id);
}

async function withTrait(trait: string) {
  const [person] = await fixture.control.byTrait(trait);
  return { person: person!, id: person!.records.find(({ system }) => system === 'hubspot')!.id };
}

describe('HubSpot', () => {
  it('finds a contact by id, by e-mail and by the object ID', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    const { id } = person!.records.find(({ system }) => system === 'hubspot')!;
    const oid = objectIdIn(person!, 'b2c-de');
    for (const path of [
      id,
      `${encodeURIComponent(person!.emails[0]!)}?idProperty=email`,
      `${oid}?idProperty=b2c_object_id`,
    ])
      expect((await hubspot('GET', `${contacts}/${path}`)).body).toMatchObject({
        id,
        archived: false,
      });
    expect(await search('b2c_object_id', 'EQ', oid)).toEqual([id]);
    expect(await search('lastname', 'EQ', person!.displayName.split(' ')[1]!)).toContain(id);
  });

  it('answers the properties that were asked for, with null for unset ones', async () => {
    const { id } = await withTrait('secondary-email');
    const { body } = await hubspot(
      'GET',
      `${contacts}/${id}?properties=company,hs_additional_emails&propertiesWithHistory=lastname&associations=deals`,
    );
    expect(body).toMatchObject({
      properties: { company: null, hs_object_id: id },
      propertiesWithHistory: { lastname: [{ value: 'Zweitpost' }] },
    });
  });

  it('finds secondary addresses by their own property and by id, not by a search for the e-mail', async () => {
    const { person, id } = await withTrait('secondary-email');
    const email = person.emails[0]!;
    expect(await search('email', 'EQ', email)).toEqual([]);
    expect(await search('hs_additional_emails', 'EQ', email)).toEqual([id]);
    expect(await search('hs_additional_emails', 'CONTAINS_TOKEN', email)).toEqual([id]);
    expect(
      (await hubspot('GET', `${contacts}/${encodeURIComponent(email)}?idProperty=email`)).body,
    ).toMatchObject({ id });
  });

  it('refuses a property that is not unique, a wrong token and a malformed search', async () => {
    expect((await hubspot('GET', `${contacts}/Anna?idProperty=firstname`)).status).toBe(400);
    expect((await fetch(`${fixture.sandbox.systems['hubspot'] ?? ''}${contacts}`)).status).toBe(
      401,
    );
    expect(
      (
        await hubspot('POST', `${contacts}/search`, {
          filterGroups: [{ filters: [{ operator: 'EQ' }] }],
        })
      ).status,
    ).toBe(400);
    expect((await hubspot('GET', `${contacts}/999999999`)).body).toMatchObject({
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
    });
  });

  it('archives on DELETE and erases on gdpr-delete', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    const { id } = person!.records.find(({ system }) => system === 'hubspot')!;
    const traces = async () =>
      (await fixture.control.traces(person!.person))
        .filter(({ system }) => system === 'hubspot')
        .map(({ what }) => what);
    expect((await hubspot('DELETE', `${contacts}/${id}`)).status).toBe(204);
    expect((await hubspot('GET', `${contacts}/${id}`)).status).toBe(404);
    expect((await hubspot('GET', `${contacts}/${id}?archived=true`)).body).toMatchObject({
      archived: true,
    });
    expect(await traces()).toEqual(['archivedContact']);
    expect((await hubspot('POST', `${contacts}/gdpr-delete`, { objectId: id })).status).toBe(204);
    expect((await hubspot('GET', `${contacts}/${id}?archived=true`)).status).toBe(404);
    expect((await hubspot('POST', `${contacts}/gdpr-delete`, { objectId: id })).status).toBe(404);
    expect(await traces()).toEqual([]);
    const lines = (await fixture.control.journal('hubspot')).filter(
      ({ effect }) => effect !== null,
    );
    expect(lines.slice(-2).map(({ effect }) => effect)).toEqual(['updated', 'erased']);
  });

  it('puts an address that no contact has onto the blocklist, once', async () => {
    const [person] = await fixture.control.byTrait('user-name');
    const order = { objectId: person!.emails[0], idProperty: 'email' };
    expect((await hubspot('POST', `${contacts}/gdpr-delete`, order)).status).toBe(204);
    expect((await hubspot('POST', `${contacts}/gdpr-delete`, order)).status).toBe(204);
    const effects = (await fixture.control.journal('hubspot'))
      .slice(-2)
      .map(({ effect }) => effect);
    expect(effects).toEqual(['created', null]);
    expect(await fixture.control.traces(person!.person)).toContainEqual({
      system: 'hubspot',
      what: 'blocklistEntry',
      count: 1,
    });
  });

  it('reads and archives in batches, naming what is missing', async () => {
    const [first, second] = await fixture.control.people('hubspot', 2);
    const ids = [first!, second!].map((person) => ({
      id: person.records.find(({ system }) => system === 'hubspot')!.id,
    }));
    const read = (inputs: object[]) =>
      hubspot('POST', `${contacts}/batch/read`, {
        inputs,
        properties: ['email'],
        propertiesWithHistory: [],
      });
    expect(await read(ids)).toMatchObject({
      status: 200,
      body: { status: 'COMPLETE', results: [{}, {}] },
    });
    expect(await read([...ids, { id: '999999999' }])).toMatchObject({
      status: 207,
      body: { numErrors: 1, errors: [{ context: { ids: ['999999999'] } }] },
    });
    expect((await hubspot('POST', `${contacts}/batch/archive`, { inputs: ids })).status).toBe(204);
    expect((await hubspot('GET', `${contacts}/${ids[0]!.id}`)).status).toBe(404);
  });

  it('pages through all contacts', async () => {
    const seen: string[] = [];
    for (let after: string | undefined = ''; after !== undefined;) {
      const { body } = await hubspot(
        'GET',
        `${contacts}?limit=50${after === '' ? '' : `&after=${after}`}`,
      );
      const page = body as { results: { id: string }[]; paging?: { next: { after: string } } };
      seen.push(...page.results.map(({ id }) => id));
      after = page.paging?.next.after;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(200);
  });

  it('lists the properties of contacts, also the company’s own', async () => {
    const { body } = await hubspot('GET', '/crm/v3/properties/contacts');
    const { results } = body as {
      results: { name: string; hasUniqueValue: boolean; hubspotDefined: boolean }[];
    };
    expect(results.find(({ name }) => name === 'b2c_object_id')).toMatchObject({
      hasUniqueValue: true,
      hubspotDefined: false,
    });
    expect(results.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['email', 'firstname', 'hs_additional_emails']),
    );
  });

  it('throttles with its own headers when a quota is set', async () => {
    await fixture.control.call('PUT', 'systems/hubspot/quota', { requestsPer10Seconds: 1 });
    await hubspot('GET', `${contacts}?limit=1`);
    const refused = await hubspot('GET', `${contacts}?limit=1`);
    expect(refused).toMatchObject({
      status: 429,
      body: { category: 'RATE_LIMITS', policyName: 'TEN_SECONDLY_ROLLING' },
    });
    expect(refused.headers.get('x-hubspot-ratelimit-remaining')).toBe('0');
    await fixture.control.call('DELETE', 'systems/hubspot/quota');
  });
});
