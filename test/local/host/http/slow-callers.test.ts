import type { Server } from 'node:http';
import { connect } from 'node:net';
import { createHttpServer, type Services } from '../../../../local/host/http/http-server.ts';
import { readBody } from '../../../../local/host/http/read-body.ts';
import { listen } from '../../../../local/host/listen.ts';

let server: Server;
let port: number;
let bodies: string[];

beforeEach(async () => {
  bodies = [];
  const services: Services = {
    authorize: () => true,
    findFunction: () => undefined,
    logBrokenCall: () => undefined,
    serveFunction: () => Promise.resolve(),
    gate: () => Promise.resolve(() => undefined),
    customHeaders: {},
    adminApi: async (request, response) => {
      bodies.push((await readBody(request, 1_000_000)).toString());
      response.end();
    },
    workerSecret: 'secret',
    durableApi: () => Promise.resolve(),
  };
  server = createHttpServer(Promise.resolve(services), {
    headersTimeout: 300,
    bodyRate: { everyMs: 100, bytesPerSecond: 10 },
  });
  port = await listen(server, 0);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends the parts one after another with pauses of `pauseMs`, and waits until the host closes the connection. */
function sendParts(pauseMs: number, ...parts: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    let next = 0;
    const socket = connect(port, '127.0.0.1');
    const timer = setInterval(() => {
      const part = parts[next++];
      if (part !== undefined) socket.write(part.replace('PORT', String(port)));
    }, pauseMs);
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    // Writing to a closed connection is expected here.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      resolve(answer);
    });
  });
}

const head = 'POST /admin/x HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n';

test('a request whose headers come too slowly gets 408', async () => {
  const drops = Array.from({ length: 200 }, (_, index) => `x-${String(index)}: y\r\n`);
  expect(await sendParts(20, head, ...drops)).toMatch(/^HTTP\/1\.1 408 /);
});

test.each([
  ['announced', 'content-length: 100\r\n\r\nhalf of it'],
  ['in chunks', 'transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n'],
])('a request whose body stops halfway gets 408: %s', async (_what, begun) => {
  expect(await sendParts(5, head + begun)).toMatch(/^HTTP\/1\.1 408 /);
  expect(bodies).toEqual([]);
});

test('a slow body that keeps coming is read completely', async () => {
  const parts = Array.from({ length: 20 }, () => 'ten bytes.');
  const announced = `content-length: ${String(parts.length * 10)}\r\nconnection: close\r\n\r\n`;
  expect(await sendParts(25, head + announced, ...parts)).toMatch(/^HTTP\/1\.1 200 /);
  expect(bodies).toEqual([parts.join('')]);
});
