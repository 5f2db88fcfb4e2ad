param name string
param location string
param tags object
param identityId string
param identityClientId string
param storageName string
param deploymentContainerUrl string
param vaultName string
param vendorSecretNames array
param publicUrl string
param insightsConnectionString string
param alwaysReadyInstances int

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
    }
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: 40
        alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'durable', instanceCount: alwaysReadyInstances }]
      }
    }
  }
}

var vendorSettings = toObject(
  vendorSecretNames,
  settingName => settingName,
  settingName => '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=${toLower(replace(settingName, '_', '-'))})'
)

var settings = {
  AzureWebJobsStorage__accountName: storageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identityClientId}'
  // In 2 GiB Node would take twice this for young objects, and a long export some 50 MB more in all (bench/README.md).
  // https://learn.microsoft.com/azure/azure-functions/functions-reference-node#languageworkers__node__arguments
  languageWorkers__node__arguments: '--max-semi-space-size=16'
  HABEAS_CONFIG: 'habeas.config.json'
  HABEAS_PUBLIC_URL: empty(publicUrl) ? 'https://${app.properties.defaultHostName}/' : publicUrl
  HABEAS_KEY_ENCRYPTION_KEY: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=habeas-key-encryption-key)'
  HABEAS_LOOKUP_KEY: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=habeas-lookup-key)'
  HABEAS_WEBHOOK_SECRET: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=habeas-webhook-secret)'
}

resource appSettings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  properties: union(vendorSettings, settings)
}

// Deployment needs an identity too: no publishing passwords.
resource ftpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

output name string = app.name
output apiUrl string = 'https://${app.properties.defaultHostName}/api'
