import { intercomToken } from '../../../../../local/sandbox/vendors/intercom/contact-record.ts';
import { objectIdIn, startFixture, type Fixture } from '../../support/sandbox-fixture.ts';
import { vendorClient, type VendorCall } from '../../support/vendor-client.ts';

let fixture: Fixture;
let intercom: VendorCall;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
  intercom = vendorClient(
    () => fixture.sandbox.systems['intercom'] ?? '',
    `Bearer ${intercomToken}`,
    { 'Intercom-Version': '2.15' },
  );
});
afterAll(() => fixture.end());

const pass = (seconds: number) =>
  fixture.control.call('POST', 'clock', { advanceSeconds: seconds });

interface Page {
  data: { id: string }[];
  total_count: number;
  pages: { next?: { starting_after: string } };
}
const searchBy = async (query: object, pagination?: object) =>
  (await intercom('POST', '/contacts/search', { query, pagination })).body as Page;
const found = async (field: string, operator: string, value: unknown) =>
  (await searchBy({ field, operator, value })).data.map(({ id }) => id);
const traces = async (person: string) =>
  (await fixture.control.traces(person))
    .filter(({ system }) => system === 'intercom')
    .map(({ what }) => what)
    .sort();

async function withTrait(trait: string) {
  const [person] = await fixture.control.byTrait(trait);
  const { id } = person!.records.find(({ system }) => system === 'intercom')!;
  return { person: person!, id, oid: objectIdIn(person!, 'b2c-de') };
}

describe('finding a contact', () => {
  it('finds users by external id, leads by the search only', async () => {
    const user = await withTrait('conversation');
    expect((await intercom('GET', `/contacts/find_by_external_id/${user.oid}`)).body).toMatchObject(
      { type: 'contact', id: user.id, role: 'user' },
    );
    const lead = await withTrait('lead');
    expect(await intercom('GET', `/contacts/find_by_external_id/${lead.oid}`)).toMatchObject({
      status: 404,
      body: { type: 'error.list', errors: [{ code: 'not_found', message: 'Contact Not Found' }] },
    });
    expect(await found('external_id', '=', lead.oid)).toEqual([lead.id]);
    expect(await found('email', '=', lead.person.emails[0]!.toUpperCase())).toEqual([lead.id]);
    const both = [user, lead].map(({ oid }) => ({
      field: 'external_id',
      operator: '=',
      value: oid,
    }));
    expect((await searchBy({ operator: 'OR', value: both })).total_count).toBe(2);
    expect((await searchBy({ operator: 'AND', value: both })).total_count).toBe(0);
  });

  it('does not find archived contacts until they are unarchived', async () => {
    const { person, id } = await withTrait('archived-lead');
    const email = person.emails[0]!;
    expect(await found('email', '=', email)).toEqual([]);
    expect(await traces(person.person)).toEqual(['archivedContact']);
    expect((await intercom('POST', `/contacts/${id}/unarchive`)).body).toMatchObject({
      id,
      archived: false,
    });
    expect(await found('email', '=', email)).toEqual([id]);
    await intercom('POST', `/contacts/${id}/archive`);
    expect(await found('email', '=', email)).toEqual([]);
  });

  it('pages through a search, and refuses what it cannot search', async () => {
    const seen: string[] = [];
    for (let after: string | undefined = '0'; after !== undefined;) {
      const page: Page = await searchBy(
        { field: 'role', operator: '=', value: 'user' },
        { per_page: 40, starting_after: after },
      );
      seen.push(...page.data.map(({ id }) => id));
      after = page.pages.next?.starting_after;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(100);
    for (const body of [{}, { query: { field: 'shoe_size', operator: '=', value: '1' } }])
      expect((await intercom('POST', '/contacts/search', body)).status).toBe(400);
  });
});

describe('deleting a contact', () => {
  it('removes contact and conversations, and Intercom can recover them for 7 days', async () => {
    const { person, id, oid } = await withTrait('conversation');
    const conversations = async () =>
      (
        (
          await intercom('POST', '/conversations/search', {
            query: { field: 'contact_ids', operator: '=', value: id },
          })
        ).body as { total_count: number }
      ).total_count;
    expect((await intercom('GET', `/contacts/${id}/notes`)).body).toMatchObject({
      data: [{ body: 'Prefers a call.' }],
    });
    expect((await intercom('GET', `/contacts/${id}/tags`)).body).toMatchObject({ total_count: 1 });
    expect(await conversations()).toBe(1);
    expect(await intercom('DELETE', `/contacts/${id}`)).toMatchObject({
      status: 200,
      body: { type: 'contact', id, external_id: oid, deleted: true },
    });
    expect((await intercom('GET', `/contacts/${id}`)).status).toBe(404);
    expect((await intercom('DELETE', `/contacts/${id}`)).status).toBe(404);
    expect(await conversations()).toBe(0);
    expect(await traces(person.person)).toEqual(['recoverableContact']);
    await fixture.control.call('POST', `people/${person.person}/restore`, { system: 'intercom' });
    expect((await intercom('GET', `/contacts/${id}`)).status).toBe(404);
    await pass(7 * 86_400);
    expect(await traces(person.person)).toEqual([]);
  });

  it('leaves the contact in the search while the index lags', async () => {
    const person = await fixture.control.make({
      displayName: 'Ina Index',
      emails: ['ina.index@example.org'],
      in: { intercom: {} },
    });
    await fixture.control.fault('intercom', { mode: 'lag', reads: { list: 120_000 } });
    await intercom('DELETE', `/contacts/${person.records[0]!.id}`);
    expect(await found('email', '=', 'ina.index@example.org')).toHaveLength(1);
    await pass(120);
    expect(await found('email', '=', 'ina.index@example.org')).toEqual([]);
    await fixture.control.clearFaults('intercom');
  });
});

it('refuses a wrong token, and too many calls without a Retry-After', async () => {
  const wrong = await fetch(`${fixture.sandbox.systems['intercom'] ?? ''}/contacts/1`);
  expect(wrong.status).toBe(401);
  await fixture.control.call('PUT', 'systems/intercom/quota', { requestsPer10Seconds: 1 });
  await intercom('GET', '/contacts/1');
  const refused = await intercom('GET', '/contacts/1');
  expect([refused.status, refused.headers.get('x-ratelimit-remaining')]).toEqual([429, '0']);
});
