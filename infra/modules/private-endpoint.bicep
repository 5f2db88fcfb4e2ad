// A private address for one service, and its DNS names.
param name string
param location string
param tags object
param subnetId string
param targetId string

@description('Which part of the target: blob, queue, table, vault, sites or azuremonitor.')
param groupId string
param zoneIds array

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    customNetworkInterfaceName: 'nic-${name}'
    privateLinkServiceConnections: [
      { name: name, properties: { privateLinkServiceId: targetId, groupIds: [groupId] } }
    ]
  }
}

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      for zoneId in zoneIds: {
        name: replace(last(split(zoneId, '/')), '.', '-')
        properties: { privateDnsZoneId: zoneId }
      }
    ]
  }
}
