targetScope = 'subscription'

@description('Name of the environment, such as dsar-prod; part of the names of all resources.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Azure region. It must offer Flex Consumption with Node 24.')
param location string

@description('Environment variables that hold vendors\' secrets, as habeas.config.json names them (env:NAME). Each is read from the Key Vault secret of that name in lower case with hyphens.')
param vendorSecretNames array = []

@description('Public base address of the service, with a slash at its end; empty for the address Azure gives.')
param publicUrl string = ''

@description('Locally redundant storage loses requests with the data centre; zone redundancy is not offered everywhere.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Days after which everything in dsar-results is deleted, packages included; longer than policy.packageDays.')
@minValue(31)
param resultsRetentionDays int = 90

@description('Days after which sealed blobs are deleted. They are unreadable from the day a request is closed; this must outlast any open request.')
@minValue(400)
param sealedRetentionDays int = 730

@description('Days logs and traces are kept. They hold no personal data.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Instances kept warm for flows and activities; 0 pays only for use and starts cold.')
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

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: tags
    retentionDays: logRetentionDays
    principalId: identity.outputs.principalId
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
  }
}

module app 'modules/function-app.bicep' = {
  name: 'app'
  scope: group
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
    alwaysReadyInstances: alwaysReadyInstances
  }
}

output resourceGroupName string = group.name
output functionAppName string = app.outputs.name
output apiUrl string = app.outputs.apiUrl
output vaultName string = vault.outputs.name

@description('For app registrations of B2C tenants that trust this identity instead of a secret.')
output identityClientId string = identity.outputs.clientId
