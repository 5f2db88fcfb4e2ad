/** Where the links of one task hub lead. */
export interface HubAddress {
  readonly taskHub: string;
  readonly systemKey: string;
}

/** Path of the API that needs the system key; the one clients of the same machine use is beside it. */
export const webhookPath = '/runtime/webhooks/durabletask';
export const rpcPath = '/durabletask/';

// The name of the storage connection when host.json sets none.
const connection = 'Storage';

/** All links of one instance. @param id goes into the links as it is */
export function managementUrls(origin: string, id: string, { taskHub, systemKey }: HubAddress) {
  const instance = `${origin}${webhookPath}/instances/${id}`;
  const required = `taskHub=${taskHub}&connection=${connection}&code=${systemKey}`;
  return {
    statusQueryGetUri: `${instance}?${required}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${required}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${required}`,
    rewindPostUri: `${instance}/rewind?reason={text}&${required}`,
    purgeHistoryDeleteUri: `${instance}?${required}`,
    restartPostUri: `${instance}/restart?${required}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${required}`,
    resumePostUri: `${instance}/resume?reason={text}&${required}`,
  };
}

/** Escapes an id as .NET's UrlEncode: a blank becomes a plus. */
export function escapeId(id: string): string {
  return encodeURIComponent(id)
    .replaceAll('%20', '+')
    .replace(/[~']/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
