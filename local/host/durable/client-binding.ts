import { managementUrls, rpcPath, webhookPath, type HubAddress } from './management-urls.ts';

/**
 * The JSON text that a durable client binding gets.
 * @param workerSecret part of the address that the client calls; only the app's own clients know it
 */
export function clientBindingText(
  origin: string,
  rpcOrigin: string,
  workerSecret: string,
  hub: HubAddress,
): string {
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
    rpcBaseUrl: `${rpcOrigin}${rpcPath}${workerSecret}/`,
    httpBaseUrl: null,
    maxGrpcMessageSizeInBytes: null,
    grpcHttpClientTimeout: null,
  });
}
