/** https://learn.microsoft.com/graph/deployments: tokens of one cloud are not accepted in another. */
export const clouds = {
  global: {
    authorityHost: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    tokenExchange: 'api://AzureADTokenExchange',
  },
  'us-gov': {
    authorityHost: 'https://login.microsoftonline.us',
    graphUrl: 'https://graph.microsoft.us',
    tokenExchange: 'api://AzureADTokenExchangeUSGov',
  },
  'us-gov-dod': {
    authorityHost: 'https://login.microsoftonline.us',
    graphUrl: 'https://dod-graph.microsoft.us',
    tokenExchange: 'api://AzureADTokenExchangeUSGov',
  },
  china: {
    authorityHost: 'https://login.chinacloudapi.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    tokenExchange: 'api://AzureADTokenExchangeChina',
  },
} as const;

export type Cloud = keyof typeof clouds;
