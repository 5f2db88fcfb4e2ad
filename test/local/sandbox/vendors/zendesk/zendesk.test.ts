import {
  zendeskToken,
  zendeskUser,
} from '../../../../../local/sandbox/vendors/zendesk/zendesk-record.ts';
import { objectIdIn, startFixture, type Fixture } from '../../support/sandbox-fixture.ts';
import { vendorClient, type VendorCall } from '../../support/vendor-client.ts';

let fixture: Fixture;
let zendesk: VendorCall;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
  const credentials = Buffer.from(`${zendeskUser}/token:${zendeskToken}`).toString('base64');
  zendesk = vendorClient(
    () => `${fixture.sandbox.systems['zendesk'] ?? ''}/api/v2`,
    `Basic ${credentials}`,
  );
});
afterAll(() => fixture.end());

const pass = (seconds: number) =>
  fixture.control.call('POST', 'clock', { advanceSeconds: seconds });
const found = async (query: string) =>
  ((await zendesk('GET', `/users/search?${query}`)).body as { users: { id: number }[] }).users.map(
    ({ id }) => String(id),
  );
const traces = async (person: string) =>
  (await fixture.control.traces(person))
    .filter(({ system }) => system === 'zendesk')
    .map(({ what }) => what)
    .sort();

async function withTrait(trait: string) {
  const [person] = await fixture.control.byTrait(trait);
  const { id } = person!.records.find(({ system }) => system === 'zendesk')!;
  return { person: person!, id };
}

describe('finding a user', () => {
  it('by external id and by e-mail, and never a deleted one', async () => {
    const { person, id } = await withTrait('ticket-text');
    expect(await found(`external_id=${objectIdIn(person, 'b2c-de')}`)).toEqual([id]);
    expect(await found(`query=email:${person.emails[0]!.toUpperCase()}`)).toEqual([id]);
    const deleted = await withTrait('deleted-user');
    expect(await found(`external_id=${objectIdIn(deleted.person, 'b2c-de')}`)).toEqual([]);
    expect((await zendesk('GET', `/users/${deleted.id}`)).body).toMatchObject({
      user: { active: false },
    });
    expect((await zendesk('GET', `/deleted_users/${deleted.id}`)).status).toBe(200);
  });

  it('reads identities, tickets and comments', async () => {
    const { person, id } = await withTrait('ticket-text');
    expect((await zendesk('GET', `/users/${id}/identities`)).body).toMatchObject({
      identities: [{ type: 'email', value: person.emails[0] }, { type: 'phone_number' }],
    });
    const { tickets } = (await zendesk('GET', `/users/${id}/tickets/requested`)).body as {
      tickets: { id: number }[];
    };
    expect((await zendesk('GET', `/tickets/${tickets[0]!.id}/comments`)).body).toMatchObject({
      comments: [{ body: expect.stringContaining(person.displayName) }],
    });
  });
});

describe('deleting a user', () => {
  it('takes two steps, and each product reports how far it is', async () => {
    const { person, id } = await withTrait('ticket-text');
    const actions = async () =>
      (
        (await zendesk('GET', `/users/${id}/compliance_deletion_statuses?application=support`))
          .body as { compliance_deletion_statuses: { action: string }[] }
      ).compliance_deletion_statuses.map(({ action }) => action);
    expect((await zendesk('DELETE', `/deleted_users/${id}`)).status).toBe(404);
    expect(await zendesk('DELETE', `/users/${id}`)).toMatchObject({
      status: 200,
      body: { user: { active: false } },
    });
    expect(await traces(person.person)).toEqual(['deletedUser', 'ticket']);
    expect(await actions()).toEqual([]);
    expect(await zendesk('DELETE', `/deleted_users/${id}`)).toMatchObject({
      status: 200,
      body: { deleted_user: { name: 'Permanently Deleted User', email: null } },
    });
    expect(await actions()).toEqual(['request_deletion']);
    await pass(4);
    expect(await actions()).toEqual(['request_deletion', 'started', 'complete']);
    expect((await zendesk('GET', `/users/${id}`)).body).toEqual({
      error: 'RecordNotFound',
      description: 'Not found',
    });
    expect((await zendesk('GET', `/deleted_users/${id}`)).status).toBe(404);
    const { deleted_users: list } = (await zendesk('GET', '/deleted_users')).body as {
      deleted_users: { id: number; name: string }[];
    };
    expect(list.find((user) => String(user.id) === id)?.name).toBe('Permanently Deleted User');
    expect((await zendesk('DELETE', `/users/${id}`)).status).toBe(404);
    expect((await zendesk('GET', '/users/1/compliance_deletion_statuses')).status).toBe(404);
    const effects = (await fixture.control.journal('zendesk'))
      .map(({ effect }) => effect)
      .filter((effect) => effect !== null);
    expect(effects).toEqual(['erased', 'purged']);
  });

  it('leaves the text of tickets, until it is redacted', async () => {
    const person = await fixture.control.make({
      displayName: 'Rolf Rest',
      emails: ['rolf.rest@example.org'],
      in: { zendesk: { tickets: [{ body: 'I am Rolf Rest.' }] } },
    });
    const { id } = person.records[0]!;
    await zendesk('DELETE', `/users/${id}`);
    await zendesk('DELETE', `/deleted_users/${id}`);
    expect(await traces(person.person)).toEqual(['ticket']);
    const { tickets } = (await zendesk('GET', `/users/${id}/tickets/requested`)).body as {
      tickets: { id: number }[];
    };
    const ticket = `/tickets/${tickets[0]!.id}`;
    const { comments } = (await zendesk('GET', `${ticket}/comments`)).body as {
      comments: { id: number }[];
    };
    const redact = () =>
      zendesk('PUT', `${ticket}/comments/${comments[0]!.id}/redact`, { text: 'Rolf Rest' });
    expect((await redact()).body).toMatchObject({ comment: { body: 'I am ▇▇▇▇▇▇▇▇▇.' } });
    expect((await redact()).status).toBe(422);
    expect((await zendesk('GET', ticket)).body).toMatchObject({
      ticket: { description: 'I am ▇▇▇▇▇▇▇▇▇.' },
    });
  });

  it('is refused while a ticket is open', async () => {
    const { id } = await withTrait('open-ticket');
    expect(await zendesk('DELETE', `/users/${id}`)).toMatchObject({
      status: 422,
      body: { error: 'RecordInvalid' },
    });
  });

  it('brings a user back between the steps, and shows the bin later when it lags', async () => {
    const { person, id } = await withTrait('deleted-user');
    await fixture.control.call('POST', `people/${person.person}/restore`, { system: 'zendesk' });
    expect((await zendesk('GET', `/users/${id}`)).body).toMatchObject({ user: { active: true } });
    await fixture.control.fault('zendesk', { mode: 'lag', reads: { binned: 30_000 } });
    await zendesk('DELETE', `/users/${id}`);
    expect((await zendesk('DELETE', `/deleted_users/${id}`)).status).toBe(404);
    await pass(30);
    expect((await zendesk('DELETE', `/deleted_users/${id}`)).status).toBe(200);
    await fixture.control.clearFaults('zendesk');
  });

  it('counts permanent deletions on their own, with a Retry-After', async () => {
    await fixture.control.call('PUT', 'systems/zendesk/quota', {
      permanentDeletionsPer10Seconds: 1,
    });
    await zendesk('DELETE', '/deleted_users/1');
    const refused = await zendesk('DELETE', '/deleted_users/1');
    expect(refused).toMatchObject({ status: 429, body: { error: 'APIRateLimitExceeded' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  });
});

it('refuses a wrong token', async () => {
  const wrong = await fetch(`${fixture.sandbox.systems['zendesk'] ?? ''}/api/v2/users/1`, {
    headers: { authorization: 'Basic eDp5' },
  });
  expect(wrong.status).toBe(401);
});
