import {
  everywhere,
  objectIdIn,
  startFixture,
  type Fixture,
} from '../../support/sandbox-fixture.ts';
import {
  graphClient,
  quoted,
  type ListAnswer,
  type UserAnswer,
} from '../../support/graph-client.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

const get = <T>(path: string, system?: string) =>
  graphClient(fixture.sandbox, system).api(path).get() as Promise<T>;
const bySignIn = (name: string, issuer = 'anything.example') =>
  `/users?$select=id&$filter=${encodeURIComponent(`identities/any(c:c/issuerAssignedId eq ${quoted(name)} and c/issuer eq ${quoted(issuer)})`)}`;

describe('reading users', () => {
  it('answers the default properties, with null where nothing is set', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    const user = await get<UserAnswer>(`/users/${objectIdIn(person!, 'b2c-de')}`);
    expect(Object.keys(user).sort()).toEqual([
      '@odata.context',
      'businessPhones',
      'displayName',
      'givenName',
      'id',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
    ]);
    expect(user).toMatchObject({
      displayName: person!.displayName,
      mail: null,
      businessPhones: [],
    });
  });

  it('answers extension attributes only when selected and only with a value', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    const apps = await get<ListAnswer<{ id: string }>>(
      "/applications?$filter=startswith(displayName,'b2c-extensions-app')&$select=id,appId,displayName",
    );
    const properties = await get<ListAnswer<{ name: string }>>(
      `/applications/${apps.value[0]!.id}/extensionProperties`,
    );
    const names = properties.value.map(({ name }) => name);
    const user = await get<UserAnswer>(
      `/users/${objectIdIn(person!, 'b2c-de')}?$select=id,${names.join(',')}`,
    );
    expect(names.every((name) => /^extension_[0-9a-f]{32}_\w+$/.test(name))).toBe(true);
    expect(user[names.find((name) => name.endsWith('_LoyaltyNumber'))!]).toBe('L100001');
    expect(names.some((name) => name.endsWith('_CustomerSince') && name in user)).toBe(false);
  });

  it.each([
    ['an unknown property', '/users?$select=netId', 400, 'Request_BadRequest'],
    ['a SharePoint property on a collection', '/users?$select=birthday', 501, 'NotImplemented'],
    ['$count', '/users?$count=true', 400, 'Request_UnsupportedQuery'],
    ['$search', '/users?$search="displayName:a"', 400, 'Request_UnsupportedQuery'],
    ['$skip', '/users?$skip=5', 400, 'Request_BadRequest'],
    ['too large a page', '/users?$top=1000', 400, 'Request_BadRequest'],
    ['ne', "/users?$filter=mail ne 'a'", 400, 'Request_UnsupportedQuery'],
    ['endswith', "/users?$filter=endswith(mail,'a')", 400, 'Request_UnsupportedQuery'],
    ['not', "/users?$filter=not(mail eq 'a')", 400, 'Request_UnsupportedQuery'],
    ['a broken filter', "/users?$filter=mail eq 'a", 400, 'Request_BadRequest'],
    [
      'identities without an issuer',
      "/users?$filter=identities/any(c:c/issuerAssignedId eq 'a')",
      400,
      'Request_BadRequest',
    ],
    ['an unknown path', '/nonsense', 400, 'Request_BadRequest'],
    [
      'an unknown object',
      '/users/00000000-0000-4000-8000-000000000000',
      404,
      'Request_ResourceNotFound',
    ],
    [
      'sign-in logs without a licence',
      '/auditLogs/signIns',
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    ],
  ])('refuses %s', async (_what, path, statusCode, code) => {
    await expect(get(path)).rejects.toMatchObject({ statusCode, code });
  });

  it('pages with an absolute link that is used unchanged', async () => {
    const seen: string[] = [];
    for (let next: string | undefined = '/users?$top=70&$select=id'; next !== undefined;) {
      const page: ListAnswer = await get<ListAnswer>(next);
      seen.push(...page.value.map(({ id }) => id));
      next = page['@odata.nextLink'];
      if (next !== undefined)
        expect(next.startsWith(fixture.sandbox.systems['b2c-de']!)).toBe(true);
    }
    expect(seen.length).toBeGreaterThan(200);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('finding users', () => {
  it('finds a local account by its sign-in name, whatever the issuer', async () => {
    const [person] = await fixture.control.byTrait('apostrophe');
    const found = await get<ListAnswer>(bySignIn(person!.emails[0]!.toUpperCase()));
    expect(found.value.map(({ id }) => id)).toEqual([objectIdIn(person!, 'b2c-de')]);
  });

  it('finds a federated account only with the right issuer', async () => {
    const [person] = await fixture.control.byTrait('federated');
    const right = await get<ListAnswer>(bySignIn('104857600000000000001', 'google.com'));
    const wrong = await get<ListAnswer>(bySignIn('104857600000000000001', 'facebook.com'));
    expect(right.value.map(({ id }) => id)).toEqual([objectIdIn(person!, 'b2c-de')]);
    expect(wrong.value).toEqual([]);
  });

  it('keeps sign-in names, otherMails and mail apart', async () => {
    const [victim] = await fixture.control.byTrait('victim');
    const strangers = await fixture.control.byTrait('stranger');
    const email = quoted(victim!.emails[0]!);
    const signIn = await get<ListAnswer>(bySignIn(victim!.emails[0]!));
    const other = await get<ListAnswer>(
      `/users?$filter=${encodeURIComponent(`otherMails/any(m:m eq ${email})`)}`,
    );
    const mail = await get<ListAnswer>(
      `/users?$filter=${encodeURIComponent(`mail eq ${email}`)}`,
      'b2c-us',
    );
    expect(signIn.value.map(({ id }) => id)).toEqual([objectIdIn(victim!, 'b2c-de')]);
    expect(other.value.map(({ id }) => id)).toEqual([objectIdIn(strangers[0]!, 'b2c-de')]);
    expect(mail.value.map(({ id }) => id)).toEqual([objectIdIn(strangers[1]!, 'b2c-us')]);
  });

  it('reads plus signs and letters of other scripts', async () => {
    const [plus] = await fixture.control.byTrait('plus-address');
    const [chinese] = await fixture.control.byTrait('non-latin');
    expect((await get<ListAnswer>(bySignIn(plus!.emails[0]!))).value).toHaveLength(1);
    const byName = await get<ListAnswer>(
      `/users?$filter=${encodeURIComponent(`displayName eq ${quoted(chinese!.displayName)}`)}`,
    );
    expect(byName.value.map(({ id }) => id)).toEqual([objectIdIn(chinese!, 'b2c-de')]);
  });
});

describe('permissions', () => {
  it('refuses a wrong secret as Entra does', async () => {
    await expect(
      graphClient(fixture.sandbox, 'b2c-de', 'wrong').api('/users').get(),
    ).rejects.toThrow(/AADSTS7000215/);
  });

  it('refuses a token of another tenant', async () => {
    const other = {
      ...fixture.sandbox,
      systems: { ...fixture.sandbox.systems, 'b2c-fr': fixture.sandbox.systems['b2c-de']! },
    };
    await expect(graphClient(other, 'b2c-fr').api('/users').get()).rejects.toMatchObject({
      statusCode: 401,
      code: 'InvalidAuthenticationToken',
    });
  });

  it('refuses a call whose permission the token lacks', async () => {
    await fixture.control.call('PUT', 'systems/b2c-us/settings', { roles: ['User.Read.All'] });
    const client = graphClient(fixture.sandbox, 'b2c-us');
    const [person] = await fixture.control.people('b2c-us', 1);
    await expect(
      client.api(`/users/${objectIdIn(person!, 'b2c-us')}`).delete(),
    ).rejects.toMatchObject({ statusCode: 403, code: 'Authorization_RequestDenied' });
    await fixture.control.call('PUT', 'systems/b2c-us/settings', {
      roles: ['User.DeleteRestore.All', 'User.Read.All', 'User.EnableDisableAccount.All'],
    });
  });

  it('refuses to disable or delete somebody with a directory role', async () => {
    const [person] = await fixture.control.byTrait('directory-role');
    const client = graphClient(fixture.sandbox);
    const user = `/users/${objectIdIn(person!, 'b2c-de')}`;
    const roles = (await client
      .api(`${user}/transitiveMemberOf/microsoft.graph.directoryRole`)
      .get()) as ListAnswer;
    expect(roles.value.map(({ displayName }) => displayName)).toEqual(['Global Administrator']);
    await expect(client.api(user).patch({ accountEnabled: false })).rejects.toMatchObject({
      statusCode: 403,
    });
    await expect(client.api(user).delete()).rejects.toMatchObject({ statusCode: 403 });
  });
});
