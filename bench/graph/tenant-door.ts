import { Agent, createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface TenantDoor {
  /** Base URL of the tenant behind this door, with the version. */
  readonly graphUrl: string;
  /** Requests received since the last reset. */
  count: number;
  close(): void;
}

export interface DoorOptions {
  /** Base URL of the simulated tenant behind the door. */
  readonly to: string;
  readonly certificate: { readonly key: string; readonly cert: string };
  /** Delay of each request, in milliseconds. */
  readonly delayMs?: number;
}

/** An https listener that forwards every request to one simulated tenant, counts it, and delays it like a distant tenant. */
export async function openTenantDoor(options: DoorOptions): Promise<TenantDoor> {
  const { port: tenantPort } = new URL(options.to);
  const agent = new Agent({ keepAlive: true });
  const server = createServer(options.certificate, (incoming, outgoing) => {
    door.count += 1;
    const body: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => body.push(chunk));
    incoming.on('end', () => {
      void delay(options.delayMs ?? 0).then(() => {
        const { method = 'GET', url = '/', headers } = incoming;
        // The host name stays that of this listener, so that links to next pages go through it too.
        const onward = request(
          { host: 'localhost', port: tenantPort, path: url, method, headers, agent },
          (answer) => {
            outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(outgoing);
          },
        );
        onward.on('error', () => outgoing.destroy());
        onward.end(Buffer.concat(body));
      });
    });
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const door: TenantDoor = {
    graphUrl: `https://localhost:${String((server.address() as AddressInfo).port)}/v1.0`,
    count: 0,
    close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
  return door;
}
