import { startFixture, type Fixture } from '../support/sandbox-fixture.ts';
import { graphClient, quoted, type ListAnswer } from '../support/graph-client.ts';
import { hubspotClient, mailchimpClient } from '../support/vendor-client.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

interface Look {
  signIn: number;
  otherMails: number;
  hubspot: number;
  mailchimp: number;
}

/** How many records each vendor finds for an address in exactly this spelling. */
async function look(email: string): Promise<Look> {
  const users = async (filter: string) =>
    (
      (await graphClient(fixture.sandbox)
        .api(`/users?$select=id&$filter=${encodeURIComponent(filter)}`)
        .get()) as ListAnswer
    ).value.length;
  const filter = { propertyName: 'email', operator: 'EQ', value: email };
  const contacts = await hubspotClient(() => fixture.sandbox)(
    'POST',
    '/crm/v3/objects/contacts/search',
    { filterGroups: [{ filters: [filter] }] },
  );
  const members = await mailchimpClient(() => fixture.sandbox)(
    'GET',
    `/search-members?query=${encodeURIComponent(email)}`,
  );
  return {
    signIn: await users(
      `identities/any(c:c/issuerAssignedId eq ${quoted(email)} and c/issuer eq 'x')`,
    ),
    otherMails: await users(`otherMails/any(m:m eq ${quoted(email)})`),
    hubspot: (contacts.body as { total: number }).total,
    mailchimp: (members.body as { exact_matches: { total_items: number } }).exact_matches
      .total_items,
  };
}

const none: Look = { signIn: 0, otherMails: 0, hubspot: 0, mailchimp: 0 };
const once: Look = { signIn: 1, otherMails: 1, hubspot: 1, mailchimp: 1 };

describe('an address', () => {
  it.each([
    ['in other case', 'Maria.Gross@Example.ORG', 'maria.gross@example.org', once],
    ['with an accent in other case', 'É.Noël@example.org', 'é.noël@EXAMPLE.org', once],
    ['with a decomposed letter', 'rene\u0301@example.org', 'ren\u00E9@example.org', none],
    ['with a composed letter', 'jos\u00E9@example.org', 'jose\u0301@example.org', none],
    ['with an A-label', 'a@xn--bcher-kva.example', 'a@b\u00FCcher.example', none],
    ['with a U-label', 'b@b\u00FCcher.example', 'b@xn--bcher-kva.example', none],
    ['with k', 'kim@example.org', '\u212Aim@example.org', none],
    ['with the Kelvin sign', '\u212Aurt@example.org', 'kurt@example.org', none],
  ])('%s is found as the vendors compare', async (_what, stored, asked, expected) => {
    await fixture.control.make({
      displayName: 'Somebody',
      emails: [stored],
      in: { 'b2c-de': { user: { otherMails: [stored] } }, hubspot: {}, mailchimp: {} },
    });
    expect(await look(stored)).toEqual(once);
    expect(await look(asked)).toEqual(expected);
  });

  it('is in lower case once HubSpot has stored it', async () => {
    const person = await fixture.control.make({
      displayName: 'Upper Case',
      emails: ['Upper.Case@Example.org'],
      in: { hubspot: {} },
    });
    const [contact] = person.records;
    const { body } = await hubspotClient(() => fixture.sandbox)(
      'GET',
      `/crm/v3/objects/contacts/${contact!.id}`,
    );
    expect(body).toMatchObject({ properties: { email: 'upper.case@example.org' } });
  });

  it('in upper case is not found by IN, whose values HubSpot does not change', async () => {
    const search = async (value: string) => {
      const filter = { propertyName: 'email', operator: 'IN', values: [value] };
      const { body } = await hubspotClient(() => fixture.sandbox)(
        'POST',
        '/crm/v3/objects/contacts/search',
        { filterGroups: [{ filters: [filter] }] },
      );
      return (body as { total: number }).total;
    };
    const [person] = await fixture.control.people('hubspot', 1);
    const email = person!.emails[0]!;
    expect([await search(email), await search(email.toUpperCase())]).toEqual([1, 0]);
  });
});

describe('a name', () => {
  it.each([
    ['without a given name', 'Beispiel', {}],
    ['in reverse order', 'Lovelace, Ada', { givenName: 'Ada', surname: 'Lovelace' }],
    ['with an initial', 'A. Lovelace', { givenName: 'A.', surname: 'Lovelace' }],
    ['in another script', '山田 太郎', { givenName: '太郎', surname: '山田' }],
    ['with decomposed letters', 'Rene\u0301 Noe\u0308l', { givenName: 'Rene\u0301' }],
  ])('%s is stored as it was given', async (_what, displayName, user) => {
    const person = await fixture.control.make({
      displayName,
      in: { 'b2c-fr': { user }, hubspot: { properties: { lastname: displayName } } },
    });
    const read = (await graphClient(fixture.sandbox, 'b2c-fr')
      .api(`/users/${person.accounts[0]!.objectId}`)
      .get()) as object;
    expect(read).toMatchObject({ displayName, givenName: null, surname: null, ...user });
  });
});
