param suffix string
param location string
param tags object
param retentionDays int
param principalId string

@description('Log Analytics cannot restrict readers by address. Either readers from everywhere are let in and sign in with Entra ID, or only readers in the network.')
param readFromOutside bool

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'log-habeas-${suffix}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { disableLocalAuth: true }
    publicNetworkAccessForIngestion: 'Disabled'
    publicNetworkAccessForQuery: readFromOutside ? 'Enabled' : 'Disabled'
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-habeas-${suffix}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
    publicNetworkAccessForIngestion: 'Disabled'
    publicNetworkAccessForQuery: readFromOutside ? 'Enabled' : 'Disabled'
  }
}

// The one private endpoint of Azure Monitor leads to the resources in this scope.
// https://learn.microsoft.com/azure/azure-monitor/logs/private-link-security
resource privateScope 'Microsoft.Insights/privateLinkScopes@2021-09-01' = {
  name: 'ampls-habeas-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    accessModeSettings: { ingestionAccessMode: 'PrivateOnly', queryAccessMode: 'PrivateOnly' }
  }

  resource scopedWorkspace 'scopedResources' = {
    name: 'workspace'
    properties: { linkedResourceId: workspace.id }
  }

  resource scopedInsights 'scopedResources' = {
    name: 'insights'
    properties: { linkedResourceId: insights.id }
  }
}

var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource publishesTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, principalId, monitoringMetricsPublisher)
  scope: insights
  properties: {
    description: 'The app sends its logs, traces and metrics as its identity, for keys are off.'
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringMetricsPublisher)
  }
}

output workspaceId string = workspace.id
output privateScopeId string = privateScope.id
output insightsId string = insights.id
output insightsConnectionString string = insights.properties.ConnectionString
