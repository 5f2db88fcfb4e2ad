import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

// `POST /ACCOUNT/QUEUE/messages` of the storage emulator, `POST /QUEUE/messages` of Azure. A message with a visibility timeout is not
// visible yet. https://learn.microsoft.com/rest/api/storageservices/put-message
const putMessage = /(?:^|\/)([a-z0-9-]+)\/messages(?:\?(?!.*visibilitytimeout=[1-9])|$)/i;

/**
 * Calls `sent` each time this thread has put a message into a storage queue, through an output binding or a client of the app itself.
 * @param sent receives the name of the queue
 */
export function watchSentMessages(sent: (queue: string) => void): void {
  subscribe('http.client.response.finish', (message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    if (request.method !== 'POST' || response.statusCode !== 201) return;
    const queue = putMessage.exec(request.path)?.[1];
    if (queue !== undefined) sent(queue);
  });
}
