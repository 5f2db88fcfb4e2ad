import type { Server } from 'node:http';
import type { Server as TcpServer } from 'node:net';
import { SettingsError } from './settings/settings-error.ts';

/**
 * Listens on this machine only.
 * @param port 0 takes a free one
 * @returns the port that is listened on
 * @throws SettingsError when the port is taken
 */
export async function listen(server: TcpServer, port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new SettingsError(`Port ${port} is unavailable: close what uses it, or pass --port.`)
          : error,
      );
    });
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Accepts no new connections, waits for open requests, and closes their connections after `patienceMs`. */
export async function close(server: Server, patienceMs = 5_000): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  // A busy connection becomes idle after its answer, and would be kept open for the next request.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, 50);
  const impatience = setTimeout(() => {
    server.closeAllConnections();
  }, patienceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(impatience);
}
