// The network through which the app reaches its storage, its vault and its telemetry. Nothing in it has a public address.
param suffix string
param location string
param tags object

@description('IPv4 range, /24 or larger.')
param addressPrefix string

// Azure's names for its private zones: https://learn.microsoft.com/azure/private-link/private-endpoint-dns
var zoneNames = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  vault: 'privatelink.vaultcore.azure.net'
  sites: 'privatelink.azurewebsites.net'
  monitor: 'privatelink.monitor.azure.com'
  operationalInsights: 'privatelink.oms.opinsights.azure.com'
  logIngestion: 'privatelink.ods.opinsights.azure.com'
  logAgents: 'privatelink.agentsvc.azure-automation.net'
}

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: 'vnet-habeas-${suffix}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        // Flex Consumption accepts no underscore in this name, and only this delegation.
        // https://learn.microsoft.com/azure/azure-functions/functions-networking-options
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          delegations: [{ name: 'app', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 1)
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }

  resource appSubnet 'subnets' existing = { name: 'app' }
  resource endpointSubnet 'subnets' existing = { name: 'endpoints' }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in items(zoneNames): {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in items(zoneNames): {
    parent: zones[index]
    name: 'habeas'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

output appSubnetId string = network::appSubnet.id
output endpointSubnetId string = network::endpointSubnet.id
output zoneIds object = mapValues(zoneNames, zone => resourceId('Microsoft.Network/privateDnsZones', zone))
