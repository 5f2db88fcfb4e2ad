import { randomInt } from 'node:crypto';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export interface Listener {
  readonly port: number;
  /** Opens the same port again. */
  open(): Promise<void>;
  /** Closes the port and cuts every connection. New connections are refused. */
  close(): Promise<void>;
  /** Resets the TCP connection of a request, also under TLS. */
  reset(request: IncomingMessage): void;
}

export interface ListenerOptions {
  /** The purpose of this port, for error messages. */
  purpose: string;
  /** 0 takes the port of the last start, or a free one when that port is in use. */
  port: number;
  lastPort?: number | undefined;
  tls?: { key: string; cert: string };
  onRequest(request: IncomingMessage, response: ServerResponse, listener: Listener): void;
}

// Free ports are chosen below the range of ephemeral ports, so that a port is still free after a restart.
const lowestFree = 11_000;
const highestFree = 20_000;
const mostTries = 50;

/** @returns the port, or undefined when it is in use. */
function tryPort(server: Server, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    };
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function takePort(
  server: Server,
  { port, lastPort, purpose }: ListenerOptions,
): Promise<number> {
  const taken = await tryPort(
    server,
    port === 0 ? (lastPort ?? randomInt(lowestFree, highestFree)) : port,
  );
  if (taken !== undefined) return taken;
  if (port !== 0)
    throw new Error(
      `Port ${String(port)} for ${purpose} is in use: stop what listens there, or choose another port.`,
    );
  for (let tries = 0; tries < mostTries; tries++) {
    const free = await tryPort(server, randomInt(lowestFree, highestFree));
    if (free !== undefined) return free;
  }
  throw new Error(`No free port was found for ${purpose}.`);
}

/** Listens on 127.0.0.1 only. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const sockets = new Map<number, Socket>();
  const server = options.tls ? createHttpsServer(options.tls) : createHttpServer();
  // A client may send a request at the moment when the server closes the idle connection. So the server never closes idle connections.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (sockets.get(port) === socket) sockets.delete(port);
    });
  });
  let port = await takePort(server, options);
  let turn = Promise.resolve();
  const inTurn = (step: () => Promise<void>) => (turn = turn.then(step, step));

  const listener: Listener = {
    get port() {
      return port;
    },
    open: () =>
      inTurn(async () => {
        if (!server.listening) port = await takePort(server, { ...options, port });
      }),
    close: () =>
      inTurn(async () => {
        if (!server.listening) return;
        const closed = new Promise<void>((resolve) =>
          server.close(() => {
            resolve();
          }),
        );
        for (const socket of sockets.values()) socket.destroy();
        await closed;
      }),
    reset: (request) => {
      // A TLS socket cannot send a reset itself; the TCP socket below it can.
      (sockets.get(request.socket.remotePort ?? 0) ?? request.socket).resetAndDestroy();
    },
  };
  server.on('request', (request, response) => {
    options.onRequest(request, response, listener);
  });
  return listener;
}
