import { managementUrls, rpcPath, webhookPath, type HubAddress } from './management-urls.ts';

/** JSON text that a durable client binding is given. */
export function clientBindingText(origin: string, rpcOrigin: string, hub: HubAddress): string {
  const base = `${origin}${webhookPath}`;
  const required = `code=${hub.systemKey}`;
  const create = `${base}/orchestrators/{functionName}[/{instanceId}]`;
  const id = 'INSTANCEID';
  return JSON.stringify({
    taskHubName: hub.taskHub,
    connectionName: null,
    creationUrls: {
      createNewInstancePostUri: `${create}?${required}`,
      createAndWaitOnNewInstancePostUri: `${create}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&${required}`,
    },
    managementUrls: { id, ...managementUrls(origin, id, hub) },
    baseUrl: base,
    requiredQueryStringParameters: required,
    rpcBaseUrl: `${rpcOrigin}${rpcPath}`,
    httpBaseUrl: null,
    maxGrpcMessageSizeInBytes: null,
    grpcHttpClientTimeout: null,
  });
}
