import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { z } from 'zod';
import { StartFailure } from './start-failure.ts';
import { writeAtomically } from './write-atomically.ts';

const names = ['api', 'sandbox', 'blob', 'queue', 'table'] as const;
const ports = z.record(z.enum(names), z.number().int());
export type Ports = z.infer<typeof ports>;

const distance: Ports = { api: 0, sandbox: 9, blob: 20, queue: 21, table: 22 };

/**
 * Decides which ports the stack takes. Fixed ports lie close above the API's; free ones are remembered in `file`, so that a stack keeps
 * its addresses over restarts.
 *
 * @param port of the API, or 0 for free ports everywhere
 * @throws StartFailure when a fixed port is taken
 */
export async function choosePorts(port: number, file: string): Promise<Ports> {
  const chosen = port === 0 ? await freePorts(remembered(file)) : await fixedPorts(port);
  writeAtomically(file, JSON.stringify(chosen));
  return chosen;
}

async function fixedPorts(port: number): Promise<Ports> {
  const chosen = ports.parse(
    Object.fromEntries(names.map((name) => [name, port + distance[name]])),
  );
  for (const name of names) {
    const server = await listen(chosen[name]);
    if (!server)
      throw new StartFailure(
        `Port ${String(chosen[name])} is taken: choose another start with --port, or --port 0 for free ones.`,
      );
    await close(server);
  }
  return chosen;
}

// All are held until all are found, or the system could hand out one of them twice.
async function freePorts(before: Partial<Ports>): Promise<Ports> {
  const held: Server[] = [];
  const chosen: Partial<Ports> = {};
  for (const name of names) {
    const server = (await listen(before[name])) ?? (await listenAnywhere());
    if (!server) throw new StartFailure('There is no free port on 127.0.0.1.');
    held.push(server);
    chosen[name] = (server.address() as AddressInfo).port;
  }
  await Promise.all(held.map(close));
  return ports.parse(chosen);
}

// Below the range from which systems take the near ends of connections: a process that is started again must find its port free.
const lowest = 20_000;
const highest = 32_000;

async function listenAnywhere(): Promise<Server | null> {
  for (let tries = 0; tries < 100; tries++) {
    const server = await listen(randomInt(lowest, highest));
    if (server) return server;
  }
  return null;
}

function remembered(file: string): Partial<Ports> {
  if (!existsSync(file)) return {};
  try {
    return ports.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

async function listen(port: number | undefined): Promise<Server | null> {
  if (port === undefined) return null;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(null);
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
