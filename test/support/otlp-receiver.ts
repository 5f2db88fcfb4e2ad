import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** A receiver of OTLP over HTTP that keeps whatever it gets: paths, headers and bodies. */
export interface OtlpReceiver {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly endpoint: string;
  /** Everything that was received. */
  received(): string;
  close(): void;
}

/** @param folder where the file with everything that was received is written */
export async function startOtlpReceiver(folder: string): Promise<OtlpReceiver> {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'received.txt');
  appendFileSync(file, '');
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      appendFileSync(file, `${request.url}\n${JSON.stringify(request.headers)}\n${body}\n`);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => readFileSync(file, 'utf8'),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
