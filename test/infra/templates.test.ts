import {
  appSettings,
  compiledTemplate,
  deployment,
  propertiesOf,
  type Resource,
  type Template,
} from './compiled.ts';

const closed = deployment('closed');

const open = deployment('open');

const both = [
  ['with nothing asked for', closed],
  ['with everything asked for', open],
] as const;

describe.each(both)('%s', (_, resources) => {
  const all = (type: string) => propertiesOf(resources, type);

  test('storage takes no keys, no plain http, no old TLS, and shows nothing to the public', () => {
    for (const properties of all('Microsoft.Storage/storageAccounts'))
      expect(properties).toMatchObject({
        allowSharedKeyAccess: false,
        allowBlobPublicAccess: false,
        supportsHttpsTrafficOnly: true,
        minimumTlsVersion: 'TLS1_2',
      });
    for (const properties of all('Microsoft.Storage/storageAccounts/blobServices/containers'))
      expect(properties).toEqual({ publicAccess: 'None' });
  });

  test('deleted blobs are gone at once: no versions and no soft delete', () => {
    for (const properties of all('Microsoft.Storage/storageAccounts/blobServices'))
      expect(properties).toMatchObject({
        isVersioningEnabled: false,
        deleteRetentionPolicy: { enabled: false },
      });
  });

  test('results and sealed blobs are deleted after a time, evidence is not', () => {
    const [policy] = all('Microsoft.Storage/storageAccounts/managementPolicies');
    const written = JSON.stringify(policy);
    expect(written).toContain('dsar-results/');
    expect(written).toContain('dsar-sealed/');
    expect(written).not.toContain('dsar-evidence');
  });

  test('the app speaks https and current TLS only, on Node 24, without FTP and publishing passwords', () => {
    for (const properties of all('Microsoft.Web/sites'))
      expect(properties).toMatchObject({
        httpsOnly: true,
        siteConfig: { minTlsVersion: '1.2', scmMinTlsVersion: '1.2', ftpsState: 'Disabled' },
        functionAppConfig: { runtime: { name: 'node', version: '24' } },
      });
    const passwords = all('Microsoft.Web/sites/basicPublishingCredentialsPolicies');
    expect(passwords).toEqual([{ allow: false }, { allow: false }]);
  });

  test('the app and its deployment sign in as a managed identity', () => {
    for (const site of resources.filter(({ type }) => type === 'Microsoft.Web/sites'))
      expect(site).toMatchObject({
        identity: { type: 'UserAssigned' },
        properties: {
          functionAppConfig: {
            deployment: { storage: { authentication: { type: 'UserAssignedIdentity' } } },
          },
        },
      });
  });

  test('the vault uses role-based access and cannot be purged', () => {
    for (const properties of all('Microsoft.KeyVault/vaults'))
      expect(properties).toMatchObject({
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        enablePurgeProtection: true,
      });
  });

  test('telemetry is sent by identity, not by key', () => {
    for (const properties of all('Microsoft.Insights/components'))
      expect(properties).toMatchObject({ DisableLocalAuth: true });
    for (const properties of all('Microsoft.OperationalInsights/workspaces'))
      expect(properties).toMatchObject({ features: { disableLocalAuth: true } });
  });

  test('access to storage and vault is logged', () => {
    const logged = resources
      .filter(({ type }) => type === 'Microsoft.Insights/diagnosticSettings')
      .map(({ id }) => /\/(blobServices|queueServices|tableServices|vaults)[/']/.exec(id)?.[1]);
    expect(logged.sort()).toEqual(['blobServices', 'queueServices', 'tableServices', 'vaults']);
  });

  test('every role of the app is one of these, on one resource, and states its reason', () => {
    const rights = resources
      .filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')
      .map(({ id, properties }) => ({
        on: /providers\/(Microsoft\.\w+\/\w+)/.exec(id)?.[1],
        role: String(properties?.['roleDefinitionId']).split('/').at(-1),
        reason: properties?.['description'],
      }));
    const why = expect.stringMatching(/^The app |^App settings /);
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    const storage = 'Microsoft.Storage/storageAccounts';
    const expected = [
      // Monitoring Metrics Publisher
      {
        on: 'Microsoft.Insights/components',
        role: '3913510d-42f4-4e42-8a64-420c390055eb',
        reason: why,
      },
      // Storage Blob Data Owner, Storage Queue Data Contributor, Storage Table Data Contributor
      { on: storage, role: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', reason: why },
      { on: storage, role: '974c5e8b-45b9-4653-ba55-5f855dd0fbe8', reason: why },
      { on: storage, role: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', reason: why },
      // Key Vault Secrets User
      {
        on: 'Microsoft.KeyVault/vaults',
        role: '4633458b-17de-408a-b874-0445c86b69e6',
        reason: why,
      },
    ];
    expect(rights).toHaveLength(expected.length);
    expect(rights).toEqual(expect.arrayContaining(expected));
  });
});

test('people sign in without a secret, and unauthenticated calls still reach the service, which decides', () => {
  const signIn = (resources: readonly Resource[]) =>
    resources.find(({ name }) => name.endsWith('/authsettingsV2'));
  expect(signIn(closed)).toBeUndefined();
  const registration = {
    clientId: '3f0f3c1e-5a43-4b7e-9a5e-0d6a3a1f7b10',
    clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID',
  };
  expect(signIn(open)?.properties).toMatchObject({
    platform: { enabled: true },
    globalValidation: { requireAuthentication: false },
    identityProviders: { azureActiveDirectory: { registration } },
    login: { tokenStore: { enabled: false } },
  });
  expect(appSettings(open)).toHaveProperty(registration.clientSecretSettingName);
  expect(appSettings(closed)).not.toHaveProperty(registration.clientSecretSettingName);
});

/** A template and all templates nested in it. */
function nested(template: Template): Template[] {
  const resources = Object.values(template.resources);
  const inner = resources.flatMap(({ properties }) => properties?.template ?? []);
  return [template, ...inner.flatMap(nested)];
}

test('no output holds a secret, and no template asks Azure for a key', () => {
  const template = compiledTemplate();
  expect(Object.keys(template.outputs ?? {}).sort()).toEqual([
    'apiUrl',
    'functionAppName',
    'identityClientId',
    'identityPrincipalId',
    'resourceGroupName',
    'vaultName',
  ]);
  const templates = nested(template);
  expect(templates.length).toBeGreaterThan(8);
  const outputs = templates.flatMap((one) => Object.entries(one.outputs ?? {}));
  expect(outputs.filter(([, { type }]) => type.toLowerCase().startsWith('secure'))).toEqual([]);
  expect(JSON.stringify(template)).not.toMatch(/\blist\w*\(/i);
});
