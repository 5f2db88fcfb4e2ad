// The worker's server closes connections that were idle for some seconds. A caller must not notice that.
import { createServer } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { forward } from '../../../../local/host/http/forward.ts';
import { listen } from '../../../../local/host/listen.ts';

const close = (server: { close(done: () => void): unknown }) =>
  new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });

/** Answers the first request on each connection, and resets the connection when another one arrives on it. */
function createForgetfulServer() {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    let [text, answered] = ['', false];
    socket.on('data', (chunk) => {
      if (answered) {
        socket.resetAndDestroy();
        return;
      }
      text += chunk.toString();
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
      const body = text.split('\r\n\r\n')[1] ?? '';
      if (body.length < length) return;
      answered = true;
      heads.push(text);
      socket.write(
        `HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: ${String(body.length)}\r\n\r\n${body}`,
      );
    });
    socket.on('error', () => undefined);
  });
  return { server, heads, drop: () => sockets.forEach((socket) => socket.destroy()) };
}

test('sends a request again when a new connection is reset before it is answered', async () => {
  let resets = 2;
  const worker = createServer((request, response) => request.pipe(response));
  worker.on('connection', (socket: Socket) => {
    resets -= 1;
    if (resets >= 0) socket.resetAndDestroy();
  });
  const port = await listen(worker, 0);
  const front = createServer((request, response) => {
    forward(request, response, port, {}).broken.catch(() => {
      response.writeHead(500).end();
    });
  });
  const url = `http://127.0.0.1:${String(await listen(front, 0))}/`;
  try {
    const answer = await fetch(url, { method: 'POST', body: 'once' });
    expect([answer.status, await answer.text()]).toEqual([200, 'once']);
  } finally {
    worker.closeAllConnections();
    front.closeAllConnections();
    await Promise.all([close(worker), close(front)]);
  }
});

test.each([
  ['a short body', 'x'.repeat(20)],
  ['a body in several chunks', 'y'.repeat(200_000)],
])('sends %s again when the kept connection was closed before it was read', async (_, body) => {
  const worker = createForgetfulServer();
  const port = await listen(worker.server, 0);
  const front = createServer((request, response) => {
    const exchange = forward(request, response, port, { 'x-ms-invocation-id': 'one' });
    exchange.broken.catch(() => {
      response.writeHead(500).end();
    });
  });
  const url = `http://127.0.0.1:${String(await listen(front, 0))}/`;
  try {
    const post = async () => {
      const answer = await fetch(url, { method: 'POST', body });
      return { status: answer.status, body: await answer.text() };
    };
    await expect(post()).resolves.toEqual({ status: 200, body });
    await expect(post()).resolves.toEqual({ status: 200, body });
    expect(worker.heads).toHaveLength(2);
    expect(worker.heads[1]).toContain('x-ms-invocation-id: one');
  } finally {
    worker.drop();
    front.closeAllConnections();
    await Promise.all([close(worker.server), close(front)]);
  }
});
