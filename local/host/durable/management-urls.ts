/** The parts of a task hub's links. */
export interface HubAddress {
  readonly taskHub: string;
  readonly systemKey: string;
}

/** Path of the API for callers with the system key. `rpcPath` is the one for the app's own clients. */
export const webhookPath = '/runtime/webhooks/durabletask';
export const rpcPath = '/durabletask/';

// The default name of the storage connection.
const connection = 'Storage';

/** All links of one instance. @param id written into the links unchanged */
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

/** Escapes an id like .NET's UrlEncode: a blank becomes a plus. */
export function escapeId(id: string): string {
  return encodeURIComponent(id)
    .replaceAll('%20', '+')
    .replace(/[~']/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
