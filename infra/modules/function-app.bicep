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

@description('Base address of a receiver of OTLP over HTTP; empty for none.')
param otlpEndpoint string

param alwaysReadyInstances int
param subnetId string

@description('Public IPv4 addresses or ranges that reach the API and the dashboard from outside the network.')
param callerAddresses array

@description('Public IPv4 addresses or ranges that reach the deployment endpoint from outside the network.')
param administratorAddresses array

@description('Application ID of the app registration that people sign in with; empty for no sign-in.')
param signInClientId string

// App Service takes ranges only.
func allowed(address string) object => {
  action: 'Allow'
  ipAddress: contains(address, '/') ? address : '${address}/32'
  priority: 100
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
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
    publicNetworkAccess: empty(concat(callerAddresses, administratorAddresses)) ? 'Disabled' : 'Enabled'
    virtualNetworkSubnetId: subnetId
    outboundVnetRouting: { allTraffic: true }
    siteConfig: {
      ipSecurityRestrictionsDefaultAction: 'Deny'
      ipSecurityRestrictions: map(callerAddresses, address => allowed(address))
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: 'Deny'
      scmIpSecurityRestrictions: map(administratorAddresses, address => allowed(address))
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
  // Otherwise the library that sends metrics reports its own use to Microsoft, over the internet.
  APPLICATION_INSIGHTS_NO_STATSBEAT: 'true'
  OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint
  OTEL_METRIC_EXPORT_INTERVAL: '60000'
  // With 2 GiB of memory Node would take twice this for young objects. A long export would then need some 50 MB more (bench/README.md).
  // https://learn.microsoft.com/azure/azure-functions/functions-reference-node#languageworkers__node__arguments
  languageWorkers__node__arguments: '--max-semi-space-size=16'
  HABEAS_AUTH: 'required'
  HABEAS_CONFIG: 'habeas.config.json'
  HABEAS_PUBLIC_URL: empty(publicUrl) ? 'https://${app.properties.defaultHostName}/' : publicUrl
  HABEAS_KEY_ENCRYPTION_KEY: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=habeas-key-encryption-key)'
  HABEAS_LOOKUP_KEY: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=habeas-lookup-key)'
  HABEAS_WEBHOOK_SECRET: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=habeas-webhook-secret)'
}

// Azure defines this name. With this setting the platform authenticates with the managed identity, so sign-in needs no secret.
// https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad
var signInCredential = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
var signInSettings = empty(signInClientId) ? {} : { '${signInCredential}': identityClientId }

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(vendorSettings, settings, signInSettings)
}

// The platform signs people in and tells the service who they are. The service decides who may do what, because machines come with keys.
resource signIn 'Microsoft.Web/sites/config@2025-03-01' = if (!empty(signInClientId)) {
  parent: app
  name: 'authsettingsV2'
  dependsOn: [appSettings]
  properties: {
    platform: { enabled: true }
    globalValidation: {
      requireAuthentication: false
      unauthenticatedClientAction: 'AllowAnonymous'
      // Data subjects come here with tokens of a consumer tenant. The platform cannot check these tokens; the service checks them.
      excludedPaths: ['/api/me', '/api/me/*']
    }
    httpSettings: { requireHttps: true }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: signInClientId
          clientSecretSettingName: signInCredential
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [signInClientId, 'api://${signInClientId}']
        }
      }
    }
    login: {
      cookieExpiration: { convention: 'FixedTime', timeToExpiration: '08:00:00' }
      tokenStore: { enabled: false }
    }
  }
}

// Deployments sign in with an identity: there are no publishing passwords.
resource ftpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

output id string = app.id
output name string = app.name
output apiUrl string = 'https://${app.properties.defaultHostName}/api'
