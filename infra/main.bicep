targetScope = 'subscription'

@description('Name of the environment, such as dsar-prod; part of the names of all resources.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Azure region. It must offer Flex Consumption with Node 24.')
param location string

@description('Environment variables that hold vendors\' secrets, as habeas.config.json names them (env:NAME). Each is read from the Key Vault secret of that name in lower case with hyphens.')
param vendorSecretNames array = []

@description('Public IPv4 addresses or ranges (CIDR) that may call the API and open the dashboard from outside the network; 0.0.0.0/0 for everybody. Empty: only from the network.')
param callerAddresses array = []

@description('Public IPv4 addresses or ranges (CIDR; a single address without /32) from which administrators deploy the app, set secrets and read storage and logs. Empty: only from the network.')
param administratorAddresses array = []

@description('IPv4 range of the virtual network, /24 or larger. Choose one that no network it will be peered with uses.')
param networkPrefix string = '10.80.0.0/24'

@description('Application ID of the app registration that people sign in with (infra/README.md, "Sign-in"); empty: only keys are accepted.')
param signInClientId string = ''

@description('E-mail addresses that get alerts; empty: alerts are only shown in the portal.')
param alertEmails array = []

@description('Base address of a receiver of OpenTelemetry (OTLP over HTTP) that gets the metrics too, such as https://otel.example.org; empty: only Application Insights.')
param otlpEndpoint string = ''

@description('Public base address of the service, with a slash at its end; empty for the address Azure gives.')
param publicUrl string = ''

@description('Kind of storage. Locally redundant storage loses all requests when the data centre is lost; zone redundancy is not offered in every region.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Days after which everything in dsar-results is deleted, packages included; longer than policy.packageDays.')
@minValue(31)
param resultsRetentionDays int = 90

@description('Days after which sealed blobs are deleted. They are unreadable from the day a request is closed; this must outlast any open request.')
@minValue(400)
param sealedRetentionDays int = 730

@description('Days for which logs and traces are kept. They hold no personal data.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Instances that are always ready for flows and activities. With 0 you pay only for use, and the app starts cold.')
@minValue(0)
param alwaysReadyInstances int = 0

var suffix = uniqueString(subscription().id, environmentName, location)
var tags = { 'azd-env-name': environmentName, application: 'habeas' }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id-habeas-${suffix}', location: location, tags: tags }
}

module network 'modules/network.bicep' = {
  name: 'network'
  scope: group
  params: { suffix: suffix, location: location, tags: tags, addressPrefix: networkPrefix }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: tags
    retentionDays: logRetentionDays
    principalId: identity.outputs.principalId
    readFromOutside: !empty(administratorAddresses)
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
    alertEmails: alertEmails
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'sthabeas${suffix}'
    location: location
    tags: tags
    sku: storageSku
    resultsRetentionDays: resultsRetentionDays
    sealedRetentionDays: sealedRetentionDays
    workspaceId: monitoring.outputs.workspaceId
    principalId: identity.outputs.principalId
    administratorAddresses: administratorAddresses
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-habeas-${suffix}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    principalId: identity.outputs.principalId
    administratorAddresses: administratorAddresses
  }
}

module storageEndpoints 'modules/private-endpoint.bicep' = [
  for part in ['blob', 'queue', 'table']: {
    name: 'endpoint-${part}'
    scope: group
    params: {
      name: 'pe-habeas-${part}-${suffix}'
      location: location
      tags: tags
      subnetId: network.outputs.endpointSubnetId
      targetId: storage.outputs.id
      groupId: part
      zoneIds: [network.outputs.zoneIds[part]]
    }
  }
]

module vaultEndpoint 'modules/private-endpoint.bicep' = {
  name: 'endpoint-vault'
  scope: group
  params: {
    name: 'pe-habeas-vault-${suffix}'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: vault.outputs.id
    groupId: 'vault'
    zoneIds: [network.outputs.zoneIds.vault]
  }
}

module monitorEndpoint 'modules/private-endpoint.bicep' = {
  name: 'endpoint-monitor'
  scope: group
  params: {
    name: 'pe-habeas-monitor-${suffix}'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: monitoring.outputs.privateScopeId
    groupId: 'azuremonitor'
    zoneIds: map(
      ['monitor', 'operationalInsights', 'logIngestion', 'logAgents', 'blob'],
      zone => network.outputs.zoneIds[zone]
    )
  }
}

module appEndpoint 'modules/private-endpoint.bicep' = {
  name: 'endpoint-app'
  scope: group
  params: {
    name: 'pe-habeas-app-${suffix}'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: app.outputs.id
    groupId: 'sites'
    zoneIds: [network.outputs.zoneIds.sites]
  }
}

module app 'modules/function-app.bicep' = {
  name: 'app'
  scope: group
  // Its first start must find storage, vault and telemetry behind their private addresses.
  dependsOn: [storageEndpoints, vaultEndpoint, monitorEndpoint]
  params: {
    name: 'func-habeas-${suffix}'
    location: location
    tags: union(tags, { 'azd-service-name': 'habeas' })
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    deploymentContainerUrl: storage.outputs.deploymentContainerUrl
    vaultName: vault.outputs.name
    vendorSecretNames: vendorSecretNames
    publicUrl: publicUrl
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    otlpEndpoint: otlpEndpoint
    alwaysReadyInstances: alwaysReadyInstances
    subnetId: network.outputs.appSubnetId
    callerAddresses: callerAddresses
    administratorAddresses: administratorAddresses
    signInClientId: signInClientId
  }
}

output resourceGroupName string = group.name
output functionAppName string = app.outputs.name
output apiUrl string = app.outputs.apiUrl
output vaultName string = vault.outputs.name

@description('For app registrations of B2C tenants that trust this identity instead of a secret.')
output identityClientId string = identity.outputs.clientId

@description('Subject of the federated credential in such an app registration.')
output identityPrincipalId string = identity.outputs.principalId
