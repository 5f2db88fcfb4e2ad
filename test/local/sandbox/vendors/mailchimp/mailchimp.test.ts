import { subscriberHash } from '../../../../../local/sandbox/vendors/mailchimp/member-record.ts';
import {
  everywhere,
  objectIdIn,
  startFixture,
  type Fixture,
} from '../../support/sandbox-fixture.ts';
import { mailchimpClient, type VendorCall } from '../../support/vendor-client.ts';

let fixture: Fixture;
let mailchimp: VendorCall;
beforeAll(async () => {
  fixture = await startFixture();
  mailchimp = mailchimpClient(() => fixture.sandbox);
});
afterAll(() => fixture.end());

const newsletter = 'a1b2c3d4e5';
const at = (email: string, rest = '') =>
  `/lists/${newsletter}/members/${subscriberHash(email)}${rest}`;

interface SearchAnswer {
  exact_matches: { members: { list_id: string; email_address: string }[]; total_items: number };
  full_search: { members: { email_address: string }[]; total_items: number };
}

async function search(query: string): Promise<SearchAnswer> {
  return (await mailchimp('GET', `/search-members?query=${encodeURIComponent(query)}`))
    .body as SearchAnswer;
}

describe('Mailchimp', () => {
  it('addresses a member by the hash of the lower-cased address', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    const [email] = person!.emails;
    expect((await mailchimp('GET', at(email!.toUpperCase()))).body).toMatchObject({
      email_address: email,
      id: subscriberHash(email!),
      status: 'subscribed',
    });
    expect((await mailchimp('GET', at(email!, '?fields=id,merge_fields.FNAME'))).body).toEqual({
      id: subscriberHash(email!),
      merge_fields: { FNAME: person!.displayName.split(' ')[0] },
    });
  });

  it('finds a person in every list by address; by merge field only in the full search', async () => {
    const [person] = await fixture.control.byTrait('two-lists');
    const byEmail = await search(person!.emails[0]!);
    const byObjectId = await search(objectIdIn(person!, 'b2c-de'));
    expect(byEmail.exact_matches.total_items).toBe(2);
    expect([byObjectId.exact_matches.total_items, byObjectId.full_search.total_items]).toEqual([
      0, 2,
    ]);
  });

  it('answers tags, notes, events, goals and the activity feed', async () => {
    const person = await fixture.control.make({
      displayName: 'Tag Träger',
      emails: ['tag@example.org'],
      in: {
        mailchimp: { tags: ['vip'], notes: ['Called.'], events: ['opened'], goals: ['bought'] },
      },
    });
    const part = async (name: string) =>
      (await mailchimp('GET', at(person.emails[0]!, `/${name}`))).body;
    expect(await part('tags')).toMatchObject({ tags: [{ name: 'vip' }], total_items: 1 });
    expect(await part('notes')).toMatchObject({ notes: [{ note: 'Called.' }] });
    expect(await part('events')).toMatchObject({ events: [{ name: 'opened' }] });
    expect(await part('goals')).toMatchObject({ goals: [{ event: 'bought' }] });
    expect(await part('activity-feed')).toMatchObject({ activity: [{ event_name: 'opened' }] });
  });

  it('only archives on DELETE: the data stay', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    expect((await mailchimp('DELETE', at(person!.emails[0]!))).status).toBe(204);
    expect((await mailchimp('DELETE', at(person!.emails[0]!))).status).toBe(405);
    expect((await mailchimp('GET', at(person!.emails[0]!))).body).toMatchObject({
      status: 'archived',
    });
    expect((await search(person!.emails[0]!)).exact_matches.total_items).toBe(0);
    expect(await fixture.control.traces(person!.person)).toContainEqual({
      system: 'mailchimp',
      what: 'archivedMember',
      count: 1,
    });
  });

  it('deletes for good, and refuses to import the address again', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    const [email] = person!.emails;
    expect((await mailchimp('POST', at(email!, '/actions/delete-permanent'))).status).toBe(204);
    expect((await mailchimp('POST', at(email!, '/actions/delete-permanent'))).status).toBe(404);
    expect((await mailchimp('GET', at(email!))).body).toMatchObject({
      status: 404,
      title: 'Resource Not Found',
    });
    const added = await mailchimp('PUT', at(email!), {
      email_address: email,
      status_if_new: 'subscribed',
    });
    expect(added).toMatchObject({ status: 400, body: { title: 'Forgotten Email Not Subscribed' } });
    expect(
      (await fixture.control.traces(person!.person)).some(({ system }) => system === 'mailchimp'),
    ).toBe(false);
    expect(
      (await fixture.control.journal('mailchimp')).filter(({ effect }) => effect === 'erased'),
    ).toHaveLength(1);
  });

  it('adds a new member, once', async () => {
    const order = {
      email_address: 'neu@example.org',
      status: 'subscribed',
      merge_fields: { FNAME: 'Neu' },
    };
    expect((await mailchimp('POST', `/lists/${newsletter}/members`, order)).status).toBe(200);
    expect(await mailchimp('POST', `/lists/${newsletter}/members`, order)).toMatchObject({
      status: 400,
      body: { title: 'Member Exists' },
    });
    expect((await mailchimp('GET', at('neu@example.org'))).body).toMatchObject({
      full_name: 'Neu',
    });
  });

  it('lists audiences and members', async () => {
    expect((await mailchimp('GET', '/lists')).body).toMatchObject({
      total_items: 2,
      lists: [{ id: newsletter }, {}],
    });
    expect((await mailchimp('GET', `/lists/${newsletter}/members?count=3`)).body).toMatchObject({
      list_id: newsletter,
      members: [{}, {}, {}],
    });
    expect((await mailchimp('GET', '/lists/unknown/members')).status).toBe(404);
  });

  it('refuses a wrong key with problem+json', async () => {
    const refused = await fetch(`${fixture.sandbox.systems['mailchimp'] ?? ''}/3.0/lists`, {
      headers: { authorization: 'Basic eDp5' },
    });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ]);
  });
});
