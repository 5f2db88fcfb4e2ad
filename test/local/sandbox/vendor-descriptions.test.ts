import { subscriberHash } from '../../../local/sandbox/vendors/mailchimp/member-record.ts';
import { ClientSecretCredential } from '@azure/identity';
import { extensionAppsOf } from '../../../local/sandbox/vendors/azure-ad-b2c/extensions.ts';
import { tenants } from '../../../local/sandbox/authority/tenants.ts';
import { readDescription, type ApiDescription } from './support/api-description.ts';
import { objectIdIn, startFixture, type Fixture } from './support/sandbox-fixture.ts';
import { hubspotClient, mailchimpClient, type VendorCall } from './support/vendor-client.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

async function graphCall(): Promise<VendorCall> {
  const tenant = tenants[0]!;
  const credential = new ClientSecretCredential(
    tenant.tenantId,
    tenant.clientId,
    tenant.clientSecret,
    { authorityHost: fixture.sandbox.authority, disableInstanceDiscovery: true },
  );
  const { token } = await credential.getToken('https://graph.microsoft.com/.default');
  return async (method, path, body) => {
    const response = await fetch((fixture.sandbox.systems['b2c-de'] ?? '') + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  };
}

/** Makes the calls, and collects the answers that break the description. */
async function problemsOf(
  description: ApiDescription,
  call: VendorCall,
  prefix: string,
  calls: readonly (readonly [method: string, path: string, body?: unknown])[],
) {
  const problems: string[] = [];
  for (const [method, path, body] of calls) {
    const answer = await call(method, path, body);
    const problem = description.problemsOf(method, prefix + path, answer.status, answer.body);
    if (problem !== null) problems.push(problem);
  }
  return problems;
}

describe('every answer is valid by the vendor’s own description', () => {
  it('Microsoft Graph', async () => {
    const rich = async (trait: string) =>
      `/v1.0/users/${objectIdIn((await fixture.control.byTrait(trait))[0]!, 'b2c-de')}`;
    const [user, mfa, binned] = [
      await rich('related'),
      await rich('mfa'),
      await rich('recycle-bin'),
    ];
    const audited = objectIdIn((await fixture.control.byTrait('audit-40'))[0]!, 'b2c-de');
    const id = user.split('/').at(-1) ?? '';
    await fixture.control.call('PUT', 'systems/b2c-de/settings', {
      roles: [
        'User.ReadWrite.All',
        'User.DeleteRestore.All',
        'UserAuthenticationMethod.ReadWrite.All',
        'Directory.Read.All',
        'AuditLog.Read.All',
        'AgreementAcceptance.Read.All',
        'Application.Read.All',
      ],
    });
    const call = await graphCall();
    const description = readDescription('graph-v1');
    const relations = [
      'memberOf',
      'transitiveMemberOf',
      'appRoleAssignments',
      'oauth2PermissionGrants',
      'registeredDevices',
      'ownedDevices',
      'ownedObjects',
      'createdObjects',
      'licenseDetails',
      'agreementAcceptances',
      'extensions',
      'photo',
      'manager',
    ];
    const methods = [
      'methods',
      'phoneMethods',
      'emailMethods',
      'softwareOathMethods',
      'fido2Methods',
      'microsoftAuthenticatorMethods',
      'passwordMethods',
      'temporaryAccessPassMethods',
    ];
    const everything =
      'id,accountEnabled,ageGroup,businessPhones,city,companyName,consentProvidedForMinor,country,createdDateTime,creationType,deletedDateTime,department,displayName,employeeId,employeeType,externalUserState,externalUserStateChangeDateTime,faxNumber,givenName,identities,imAddresses,jobTitle,lastPasswordChangeDateTime,legalAgeGroupClassification,mail,mailNickname,mobilePhone,officeLocation,onPremisesExtensionAttributes,onPremisesImmutableId,otherMails,passwordPolicies,postalCode,preferredLanguage,proxyAddresses,signInSessionsValidFromDateTime,state,streetAddress,surname,usageLocation,userPrincipalName,userType';
    const problems = await problemsOf(description, call, '', [
      ['GET', `/v1.0/users?$top=5&$select=${everything}`],
      ['GET', `${user}?$select=${everything}`],
      ['GET', '/v1.0/users?$skip=1'],
      ['GET', '/v1.0/users/00000000-0000-4000-8000-000000000000'],
      ...relations.map((name) => ['GET', `${user}/${name}`] as const),
      ...methods.map((name) => ['GET', `${mfa}/authentication/${name}`] as const),
      ['DELETE', `${mfa}/authentication/emailMethods/3ddfcfc8-9383-446f-83cc-3ab9be4be18f`],
      [
        'GET',
        `/v1.0/auditLogs/directoryAudits?$filter=targetResources/any(t:t/id eq '${audited}')`,
      ],
      ['GET', '/v1.0/auditLogs/signIns'],
      ['GET', '/v1.0/applications'],
      ['GET', `/v1.0/applications/${extensionAppsOf(tenants[0]!).b2c.objectId}`],
      [
        'GET',
        `/v1.0/applications/${extensionAppsOf(tenants[0]!).b2c.objectId}/extensionProperties`,
      ],
      ['GET', '/v1.0/organization'],
      ['GET', '/v1.0/oauth2PermissionGrants'],
      ['POST', '/v1.0/$batch', { requests: [{ id: '1', method: 'GET', url: '/users?$top=1' }] }],
      [
        'GET',
        `/v1.0/directory/deletedItems/microsoft.graph.user?$filter=id eq '${binned.split('/').at(-1) ?? ''}'`,
      ],
      ['POST', `/v1.0/directory/deletedItems/${binned.split('/').at(-1) ?? ''}/restore`],
      ['PATCH', user, { accountEnabled: false }],
      ['POST', `${user}/revokeSignInSessions`],
      ['DELETE', user],
      ['GET', `/v1.0/directory/deletedItems/${id}`],
      ['DELETE', `/v1.0/directory/deletedItems/${id}`],
    ]);
    expect(problems).toEqual([]);
    expect(description.checked.size).toBeGreaterThan(35);
    expect(
      description.problemsOf('GET', '/v1.0/users', 200, { value: [{ displayName: 5 }] }),
    ).toMatch(/displayName must be string/);
    expect(description.problemsOf('GET', '/v1.0/users/x', 404, { error: { code: 'x' } })).toMatch(
      /message/,
    );
  });

  it.each([
    ['HubSpot v3', 'hubspot-v3', '/crm/v3/objects/contacts'],
    ['HubSpot 2026-03', 'hubspot', '/crm/objects/2026-03/contacts'],
  ])('%s', async (_title, specification, base) => {
    const [person] = await fixture.control.people('hubspot', 1);
    const { id } = person!.records.find(({ system }) => system === 'hubspot')!;
    const description = readDescription(specification);
    const problems = await problemsOf(
      description,
      hubspotClient(() => fixture.sandbox),
      '',
      [
        ['GET', `${base}?limit=5&propertiesWithHistory=email&associations=deals`],
        ['GET', `${base}/${id}?properties=email,company`],
        ['GET', `${base}/999999999`],
        ['GET', `${base}/x?idProperty=city`],
        [
          'POST',
          `${base}/search`,
          {
            filterGroups: [{ filters: [{ propertyName: 'city', operator: 'HAS_PROPERTY' }] }],
            limit: 3,
          },
        ],
        [
          'POST',
          `${base}/batch/read`,
          { inputs: [{ id }], properties: [], propertiesWithHistory: [] },
        ],
        [
          'POST',
          `${base}/batch/read`,
          { inputs: [{ id: '999999999' }], properties: [], propertiesWithHistory: [] },
        ],
        ['POST', `${base}/batch/archive`, { inputs: [{ id }] }],
        ['GET', `${base}/${id}?archived=true`],
        ['DELETE', `${base}/${id}`],
        ['POST', `${base}/gdpr-delete`, { objectId: id }],
        ['POST', `${base}/gdpr-delete`, {}],
      ],
    );
    expect(problems).toEqual([]);
    expect(description.checked.size).toBe(7);
    expect(description.problemsOf('GET', `${base}/1`, 200, { id: '1' })).toMatch(/properties/);
    expect(description.problemsOf('GET', `${base}/1`, 404, { message: 'x' })).toMatch(/category/);
  });

  it('Mailchimp', async () => {
    const [person] = await fixture.control.people('mailchimp', 1);
    const list = '/lists/a1b2c3d4e5';
    const member = `${list}/members/${subscriberHash(person!.emails[0]!)}`;
    const description = readDescription('mailchimp', '/3.0');
    const problems = await problemsOf(
      description,
      mailchimpClient(() => fixture.sandbox),
      '/3.0',
      [
        ['GET', `/search-members?query=${person!.emails[0]!}`],
        ['GET', '/lists'],
        ['GET', `${list}/members?count=5`],
        ['GET', member],
        ['GET', `${list}/members/unknown`],
        ...['activity-feed', 'tags', 'notes', 'events', 'goals'].map(
          (name) => ['GET', `${member}/${name}`] as const,
        ),
        ['DELETE', member],
        ['POST', `${member}/actions/delete-permanent`],
        ['GET', '/search-members'],
      ],
    );
    expect(problems).toEqual([]);
    expect(description.checked.size).toBe(11);
    expect(description.problemsOf('GET', `/3.0${member}`, 200, { email_address: 5 })).toMatch(
      /must be string/,
    );
    expect(description.problemsOf('GET', `/3.0${member}`, 404, { title: 'x' })).toMatch(/detail/);
  });
});
