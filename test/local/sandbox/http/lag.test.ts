import { everywhere, objectIdIn, startFixture, type Fixture } from '../support/sandbox-fixture.ts';
import { graphClient, type GraphFailure, type ListAnswer } from '../support/graph-client.ts';
import { hubspotClient, mailchimpClient } from '../support/vendor-client.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());
afterEach(async () => {
  for (const system of ['b2c-de', 'hubspot', 'mailchimp'])
    await fixture.control.clearFaults(system);
});

const client = () => graphClient(fixture.sandbox);
const pass = (seconds: number) =>
  fixture.control.call('POST', 'clock', { advanceSeconds: seconds });
const statusOf = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: unknown) => (error as GraphFailure).statusCode,
  );
const live = (id: string) => statusOf(client().api(`/users/${id}`).get());
const binned = (id: string) => statusOf(client().api(`/directory/deletedItems/${id}`).get());
const countOf = async (path: string, id: string) =>
  ((await client().api(`${path}?$filter=id eq '${id}'`).get()) as ListAnswer).value.length;
const listed = (id: string) => countOf('/users', id);
const listedInBin = (id: string) => countOf('/directory/deletedItems/microsoft.graph.user', id);

async function somebody() {
  const [person] = await fixture.control.people(everywhere, 1);
  return person!;
}

describe('a lag of Graph', () => {
  it('shows a deleted account neither live nor in the recycle bin for a while', async () => {
    const id = objectIdIn(await somebody(), 'b2c-de');
    await fixture.control.fault('b2c-de', {
      mode: 'lag',
      reads: { list: 2000, binned: 30_000 },
      match: { method: 'DELETE', path: '^/v1.0/users/' },
    });
    await client().api(`/users/${id}`).delete();
    expect([await live(id), await listed(id)]).toEqual([404, 1]);
    await pass(2);
    expect([await live(id), await listed(id)]).toEqual([404, 0]);
    expect([await binned(id), await listedInBin(id)]).toEqual([404, 0]);
    await pass(28);
    expect([await binned(id), await listedInBin(id)]).toEqual([200, 1]);
  });

  it('shows an account live again after a 404, from a replica that lags', async () => {
    const id = objectIdIn(await somebody(), 'b2c-de');
    await fixture.control.fault('b2c-de', {
      mode: 'lag',
      reads: { one: [0, 10_000, 20_000] },
      times: 1,
    });
    await client().api(`/users/${id}`).delete();
    const seen = [await live(id)];
    for (const seconds of [10, 10]) {
      await pass(seconds);
      seen.push(await live(id));
    }
    expect(seen).toEqual([404, 200, 404]);
    const { body } = await fixture.control.call('GET', 'systems/b2c-de/fault');
    expect(body).toMatchObject({ default: { times: 0 } });
  });

  it('shows a restored account live, and the bin never showed it', async () => {
    const person = await somebody();
    const id = objectIdIn(person, 'b2c-de');
    await fixture.control.fault('b2c-de', { mode: 'lag', reads: { binned: 60_000 } });
    await client().api(`/users/${id}`).delete();
    expect([await live(id), await binned(id)]).toEqual([404, 404]);
    await fixture.control.call('POST', `people/${person.person}/restore`, { system: 'b2c-de' });
    expect([await live(id), await binned(id)]).toEqual([200, 404]);
    await pass(60);
    expect([await live(id), await binned(id)]).toEqual([200, 404]);
  });
});

describe('a lag of the vendors', () => {
  it('leaves an erased contact in HubSpot’s search, whose index lags', async () => {
    const person = await somebody();
    const { id } = person.records.find(({ system }) => system === 'hubspot')!;
    const call = hubspotClient(() => fixture.sandbox);
    const contacts = '/crm/v3/objects/contacts';
    const found = async () => {
      const filter = { propertyName: 'email', operator: 'EQ', value: person.emails[0] };
      const { body } = await call('POST', `${contacts}/search`, {
        filterGroups: [{ filters: [filter] }],
      });
      return (body as { total: number }).total;
    };
    await fixture.control.fault('hubspot', {
      mode: 'lag',
      reads: { list: 60_000 },
      match: { path: 'gdpr-delete' },
    });
    await call('POST', `${contacts}/gdpr-delete`, { objectId: id });
    expect([(await call('GET', `${contacts}/${id}`)).status, await found()]).toEqual([404, 1]);
    await pass(60);
    expect(await found()).toBe(0);
  });

  it('shows a deleted member of Mailchimp again for a while', async () => {
    const person = await somebody();
    const { id, list } = person.records.find(({ system }) => system === 'mailchimp')!;
    const call = mailchimpClient(() => fixture.sandbox);
    const member = `/lists/${list!}/members/${id}`;
    await fixture.control.fault('mailchimp', { mode: 'lag', reads: { one: [0, 5000, 9000] } });
    await call('POST', `${member}/actions/delete-permanent`);
    const seen = [(await call('GET', member)).status];
    for (const seconds of [5, 4]) {
      await pass(seconds);
      seen.push((await call('GET', member)).status);
    }
    expect(seen).toEqual([404, 200, 404]);
  });
});
