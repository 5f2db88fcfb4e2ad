import { bicepSources, openBicepReader, type BicepReader, type BicepResource } from './bicep.ts';

const sources = bicepSources();
let read: BicepReader;
let resources: BicepResource[];

beforeAll(async () => {
  read = await openBicepReader();
  resources = sources.flatMap(({ source }) => read(source).resources);
});

/** Bodies of all resources of a type; a test must find at least one, or it would hold of nothing. */
function bodiesOf(type: string): BicepResource['body'][] {
  const found = resources.filter((resource) => resource.type === type).map(({ body }) => body);
  expect(found).not.toHaveLength(0);
  return found;
}

const propertiesOf = (type: string) => bodiesOf(type).map((body) => body['properties']);

test.each(sources)('$name is Bicep', ({ source }) => {
  expect(read(source).faults).toEqual([]);
});

test.each([
  ['a missing brace', "resource a 'A/b@2025-01-01' = {\n  name: 'x'\n"],
  ['a missing name', "resource 'A/b@2025-01-01' = {\n  name: 'x'\n}\n"],
  ['an unfinished string', "var a = 'x\nvar b = 2\n"],
  ['another language', '{ "resources": [] }'],
])('%s is not', (_, source) => {
  expect(read(source).faults).not.toEqual([]);
});

test('every resource names an API version that is not older than 2020', () => {
  expect(resources.length).toBeGreaterThan(15);
  for (const { apiVersion } of resources)
    expect(apiVersion).toMatch(/^202\d-\d\d-\d\d(-preview)?$/);
});

test('storage takes no keys, no plain http, no old TLS, and shows nothing to the public', () => {
  for (const properties of propertiesOf('Microsoft.Storage/storageAccounts'))
    expect(properties).toMatchObject({
      allowSharedKeyAccess: false,
      allowBlobPublicAccess: false,
      supportsHttpsTrafficOnly: true,
      minimumTlsVersion: 'TLS1_2',
    });
  for (const properties of propertiesOf(
    'Microsoft.Storage/storageAccounts/blobServices/containers',
  ))
    expect(properties).toEqual({ publicAccess: 'None' });
});

test('what is deleted from storage is gone: no versions and no soft delete of blobs', () => {
  for (const properties of propertiesOf('Microsoft.Storage/storageAccounts/blobServices'))
    expect(properties).toMatchObject({
      isVersioningEnabled: false,
      deleteRetentionPolicy: { enabled: false },
    });
});

test('results and sealed blobs have an end, and evidence has none', () => {
  const [policy] = propertiesOf('Microsoft.Storage/storageAccounts/managementPolicies');
  const written = JSON.stringify(policy);
  expect(written).toContain('dsar-results/');
  expect(written).toContain('dsar-sealed/');
  expect(written).not.toContain('dsar-evidence');
});

test('the app speaks https and current TLS only, on Node 24, without FTP and publishing passwords', () => {
  for (const properties of propertiesOf('Microsoft.Web/sites'))
    expect(properties).toMatchObject({
      httpsOnly: true,
      siteConfig: { minTlsVersion: '1.2', scmMinTlsVersion: '1.2', ftpsState: 'Disabled' },
      functionAppConfig: { runtime: { name: 'node', version: '24' } },
    });
  const passwords = bodiesOf('Microsoft.Web/sites/basicPublishingCredentialsPolicies');
  expect(passwords.map(({ name }) => name).sort()).toEqual(['ftp', 'scm']);
  for (const { properties } of passwords) expect(properties).toEqual({ allow: false });
});

test('the app and its deployment come as a managed identity', () => {
  for (const body of bodiesOf('Microsoft.Web/sites')) {
    expect(body['identity']).toMatchObject({ type: 'UserAssigned' });
    expect(body['properties']).toMatchObject({
      functionAppConfig: {
        deployment: { storage: { authentication: { type: 'UserAssignedIdentity' } } },
      },
    });
  }
});

test('the vault goes by roles and cannot be purged', () => {
  for (const properties of propertiesOf('Microsoft.KeyVault/vaults'))
    expect(properties).toMatchObject({
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      enablePurgeProtection: true,
    });
});

test('telemetry is sent by identity, not by key', () => {
  for (const properties of propertiesOf('Microsoft.Insights/components'))
    expect(properties).toMatchObject({ DisableLocalAuth: true });
});

test('access to storage and vault is logged', () => {
  const scopes = bodiesOf('Microsoft.Insights/diagnosticSettings').map(({ scope }) => scope);
  expect(scopes).toEqual(
    expect.arrayContaining(
      ['blobs', 'queueService', 'tableService', 'vault'].map((source) => ({ source })),
    ),
  );
});

test('the identity has the roles it needs on storage, vault and telemetry, and none that could grant roles', () => {
  const roles = sources
    .flatMap(({ source }) => Object.entries(read(source).variables))
    .filter(([, value]) => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value));
  // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
  expect(Object.fromEntries(roles)).toEqual({
    storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
    storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fbe8',
    storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
    keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6',
    monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb',
  });
});
