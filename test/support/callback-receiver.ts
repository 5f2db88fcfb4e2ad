import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The receiver of callbacks, as a portal runs it. */
export interface CallbackReceiver {
  /** The address to name as `callbackUrl`. */
  url(path: string): string;
  readonly received: readonly Received[];
  /** The next callbacks to a path are answered with these statuses, later callbacks with 204. */
  answerNext(path: string, ...statuses: readonly number[]): void;
  close(): void;
}

export async function startCallbackReceiver(): Promise<CallbackReceiver> {
  const received: Received[] = [];
  const answers = new Map<string, number[]>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, body });
      response.writeHead(answers.get(path)?.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    received,
    answerNext: (path, ...statuses) => void answers.set(path, [...statuses]),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
