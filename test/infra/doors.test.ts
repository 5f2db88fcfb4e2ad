import { deployment, propertiesOf, type Resource } from './compiled.ts';

const closed = deployment('closed');

const open = deployment('open');

/** The property that says whether a resource can be reached from outside the network. Null: it has no address of its own. */
const doors: Readonly<Record<string, readonly string[] | null>> = {
  'Microsoft.Web/sites': ['publicNetworkAccess'],
  'Microsoft.Storage/storageAccounts': ['publicNetworkAccess'],
  'Microsoft.KeyVault/vaults': ['publicNetworkAccess'],
  'Microsoft.Insights/components': [
    'publicNetworkAccessForIngestion',
    'publicNetworkAccessForQuery',
  ],
  'Microsoft.OperationalInsights/workspaces': [
    'publicNetworkAccessForIngestion',
    'publicNetworkAccessForQuery',
  ],
  'Microsoft.Authorization/roleAssignments': null,
  'Microsoft.Insights/actionGroups': null,
  'Microsoft.Insights/diagnosticSettings': null,
  'Microsoft.Insights/privateLinkScopes': null,
  'Microsoft.Insights/privateLinkScopes/scopedResources': null,
  'Microsoft.Insights/scheduledQueryRules': null,
  'Microsoft.Insights/workbooks': null,
  'Microsoft.ManagedIdentity/userAssignedIdentities': null,
  'Microsoft.Network/privateDnsZones': null,
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': null,
  'Microsoft.Network/privateEndpoints': null,
  'Microsoft.Network/privateEndpoints/privateDnsZoneGroups': null,
  'Microsoft.Network/virtualNetworks': null,
  'Microsoft.Resources/resourceGroups': null,
  'Microsoft.Web/serverfarms': null,
};

/** Type and network settings of every resource with an address. Parts of a resource are reached through it. */
function doorsOf(resources: readonly Resource[]): [string, unknown][] {
  return resources
    .filter(({ type }) => !/^Microsoft\.(Storage|Web)\/\w+\//.test(type))
    .flatMap(({ type, properties }) => {
      if (!(type in doors)) throw new Error(`Say in 'doors' how ${type} is reached.`);
      return (doors[type] ?? []).map((door): [string, unknown] => [type, properties?.[door]]);
    });
}

test('by default, no resource can be reached from outside the network', () => {
  const found = doorsOf(closed);
  expect(found).toHaveLength(7);
  expect(found.filter(([, access]) => access !== 'Disabled')).toEqual([]);
});

test('parameters open the app, storage and the vault to the named addresses only', () => {
  const [site] = propertiesOf(open, 'Microsoft.Web/sites');
  expect(site).toMatchObject({
    publicNetworkAccess: 'Enabled',
    siteConfig: {
      ipSecurityRestrictionsDefaultAction: 'Deny',
      ipSecurityRestrictions: [{ action: 'Allow', ipAddress: '0.0.0.0/0' }],
      scmIpSecurityRestrictionsUseMain: false,
      scmIpSecurityRestrictionsDefaultAction: 'Deny',
      scmIpSecurityRestrictions: [
        { action: 'Allow', ipAddress: '192.0.2.10/32' },
        { action: 'Allow', ipAddress: '198.51.100.0/24' },
      ],
    },
  });
  const guarded = ['Microsoft.Storage/storageAccounts', 'Microsoft.KeyVault/vaults'];
  for (const properties of guarded.flatMap((type) => propertiesOf(open, type)))
    expect(properties).toMatchObject({
      networkAcls: {
        bypass: 'None',
        defaultAction: 'Deny',
        ipRules: [{ value: '192.0.2.10' }, { value: '198.51.100.0/24' }],
      },
    });
  const ingestion = doorsOf(open).filter(([, access]) => access === 'Disabled');
  expect(ingestion.map(([type]) => type).sort()).toEqual([
    'Microsoft.Insights/components',
    'Microsoft.OperationalInsights/workspaces',
  ]);
});

test('the app reaches storage, vault and telemetry by private addresses, and callers in the network reach the app', () => {
  const endpoints = propertiesOf(closed, 'Microsoft.Network/privateEndpoints').map(
    ({ privateLinkServiceConnections }) =>
      (privateLinkServiceConnections as [{ properties: { groupIds: string[] } }])[0].properties
        .groupIds,
  );
  const expected = ['azuremonitor', 'blob', 'queue', 'sites', 'table', 'vault'];
  expect(endpoints.flat().sort()).toEqual(expected);
  const [site] = propertiesOf(closed, 'Microsoft.Web/sites');
  expect(site).toMatchObject({
    virtualNetworkSubnetId: expect.stringMatching(/\/subnets\/app$/),
    outboundVnetRouting: { allTraffic: true },
  });
});
