// The one account that holds the register, the sealed dossiers, the results, the queues and the state of the flows.
param name string
param location string
param tags object
param sku string
param resultsRetentionDays int
param sealedRetentionDays int
param workspaceId string
param principalId string

@description('Public IPv4 addresses or ranges that reach the account from outside the network, as holders of a role on it.')
param administratorAddresses array

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: empty(administratorAddresses) ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Deny'
      ipRules: [for address in administratorAddresses: { action: 'Allow', value: address }]
      virtualNetworkRules: []
    }
    encryption: {
      requireInfrastructureEncryption: true
      keySource: 'Microsoft.Storage'
      services: {
        blob: { enabled: true, keyType: 'Account' }
        queue: { enabled: true, keyType: 'Account' }
        table: { enabled: true, keyType: 'Account' }
      }
    }
  }
}

// No versions and no soft delete of blobs: deleted data must be gone, because packages hold personal data.
// A container that was deleted by mistake can be restored for a week.
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: false
    deleteRetentionPolicy: { enabled: false }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

var deploymentContainer = 'app-package'
var containerNames = ['dsar-results', 'dsar-sealed', 'dsar-evidence', deploymentContainer]

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [
  for containerName in containerNames: {
    parent: blobs
    name: containerName
    properties: { publicAccess: 'None' }
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for queueName in ['dsar-requests', 'dsar-requests-poison', 'dsar-status']: {
    parent: queueService
    name: queueName
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource register 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = {
  parent: tableService
  name: 'dsarRegister'
}

// The service itself deletes blobs when they are due. These rules delete what the service missed. Evidence stays.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  dependsOn: [blobs]
  properties: {
    policy: {
      rules: [
        {
          name: 'results'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['dsar-results/'] }
            actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: resultsRetentionDays } } }
          }
        }
        {
          name: 'sealed'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['dsar-sealed/'] }
            actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: sealedRetentionDays } } }
          }
        }
      ]
    }
  }
}

// https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity
// https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-configure-managed-identity
var roles = [
  {
    id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' // Storage Blob Data Owner
    reason: 'The app writes results, sealed dossiers and evidence; the Functions host leases blobs and makes containers of its own, and reads the deployed package.'
  }
  {
    id: '974c5e8b-45b9-4653-ba55-5f855dd0fbe8' // Storage Queue Data Contributor
    reason: 'The app takes requests from a queue and announces their status on another; Durable Functions makes queues of its own.'
  }
  {
    id: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' // Storage Table Data Contributor
    reason: 'The app keeps the register in a table; Durable Functions makes tables of its own for the history of its flows.'
  }
]

resource storageRights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(account.id, principalId, role.id)
    scope: account
    properties: {
      description: role.reason
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
    }
  }
]

var allAccess = [
  { category: 'StorageRead', enabled: true }
  { category: 'StorageWrite', enabled: true }
  { category: 'StorageDelete', enabled: true }
]

resource blobAccess 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'access'
  scope: blobs
  properties: { workspaceId: workspaceId, logs: allAccess }
}

resource queueAccess 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'access'
  scope: queueService
  properties: { workspaceId: workspaceId, logs: allAccess }
}

resource tableAccess 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'access'
  scope: tableService
  properties: { workspaceId: workspaceId, logs: allAccess }
}

output id string = account.id
output name string = account.name
output deploymentContainerUrl string = '${account.properties.primaryEndpoints.blob}${deploymentContainer}'
