import { defaultRoles } from '../../../../../local/sandbox/authority/app-registration.ts';
import { objectIdIn, startFixture, type Fixture } from '../../support/sandbox-fixture.ts';
import { graphClient, type GraphFailure, type ListAnswer } from '../../support/graph-client.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

const mobile = '3179e48a-750b-4051-897c-87b9720928f7';
const alternate = 'b6332ec1-7057-4abe-9331-3d72feddfe41';
const userWith = async (trait: string, system = 'b2c-de') =>
  `/users/${objectIdIn((await fixture.control.byTrait(trait))[0]!, system)}`;
const list = async (path: string, system?: string) =>
  ((await graphClient(fixture.sandbox, system).api(path).get()) as ListAnswer).value;
const allow = (system: string, ...roles: string[]) =>
  fixture.control.call('PUT', `systems/${system}/settings`, { roles });
const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: unknown) => (error as GraphFailure).statusCode,
  );

describe('authentication methods', () => {
  it('do not list an MFA number that B2C does not show', async () => {
    const user = await userWith('mfa');
    expect(await list(`${user}/authentication/phoneMethods`)).toEqual([]);
    expect(await list(`${user}/authentication/emailMethods`)).toMatchObject([
      { emailAddress: 'mara.mehrfach@example.org' },
    ]);
    expect(await list(`${user}/authentication/softwareOathMethods`)).toHaveLength(1);
    const kinds = (await list(`${user}/authentication/methods`)).map(
      (method) => method['@odata.type'],
    );
    expect(kinds).toEqual(
      [
        'emailAuthenticationMethod',
        'softwareOathAuthenticationMethod',
        'passwordAuthenticationMethod',
      ].map((kind) => `#microsoft.graph.${kind}`),
    );
  });

  it('are deleted only with the permission for it, the alternate number before the mobile one', async () => {
    const phones = `${await userWith('mfa', 'b2c-us')}/authentication/phoneMethods`;
    const remove = (id: string) =>
      status(graphClient(fixture.sandbox, 'b2c-us').api(`${phones}/${id}`).delete());
    expect((await list(phones, 'b2c-us')).map(({ id }) => id)).toEqual([mobile, alternate]);
    expect(await remove(alternate)).toBe(403);
    await allow('b2c-us', ...defaultRoles, 'UserAuthenticationMethod.ReadWrite.All');
    expect(await remove(mobile)).toBe(400);
    expect([await remove(alternate), await remove(mobile), await remove(mobile)]).toEqual([
      200, 200, 404,
    ]);
    expect(await list(phones, 'b2c-us')).toEqual([]);
  });
});

describe('the relations of a user', () => {
  it.each([
    ['memberOf', 2],
    ['appRoleAssignments', 1],
    ['oauth2PermissionGrants', 1],
    ['registeredDevices', 1],
    ['licenseDetails', 1],
    ['agreementAcceptances', 1],
    ['extensions', 1],
    ['ownedObjects', 0],
    ['createdObjects', 0],
  ])('%s is listed', async (relation, count) => {
    expect(await list(`${await userWith('related')}/${relation}`)).toHaveLength(count);
  });

  it('show only ids to an app that may read users only', async () => {
    const user = await userWith('related');
    expect(
      (await list(`${user}/memberOf?$select=displayName`)).map(({ displayName }) => displayName),
    ).toEqual(['Beta testers', 'Newsletter DE']);
    await allow('b2c-de', 'User.Read.All');
    expect(
      (await list(`${user}/memberOf`)).map(({ id, displayName }) => [typeof id, displayName]),
    ).toEqual([
      ['string', null],
      ['string', null],
    ]);
    expect(await status(list(`${user}/agreementAcceptances`))).toBe(403);
    await allow('b2c-de', ...defaultRoles);
  });
});

describe('an External ID tenant', () => {
  it('answers an advanced query when header and $count ask for it', async () => {
    const query = () =>
      graphClient(fixture.sandbox, 'b2c-fr')
        .api("/users?$count=true&$filter=endswith(displayName,'Morel')")
        .header('ConsistencyLevel', 'eventual')
        .get() as Promise<ListAnswer>;
    expect(await status(query())).toBe(400);
    await fixture.control.call('PUT', 'systems/b2c-fr/settings', { kind: 'external-id' });
    expect((await query()).value.map(({ displayName }) => displayName)).toEqual(['Étienne Morel']);
  });
});
