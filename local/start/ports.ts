import { randomInt } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { numbersOf, readObject } from './read-object.ts';
import { StartFailure } from './start-failure.ts';
import { writeAtomically } from './write-atomically.ts';

const names = ['api', 'sandbox', 'blob', 'queue', 'table'] as const;
type Name = (typeof names)[number];
export type Ports = Readonly<Record<Name, number>>;

const distance: Ports = { api: 0, sandbox: 9, blob: 20, queue: 21, table: 22 };

/**
 * Chooses the ports of the stack. Fixed ports are near the API's port. Free ports are stored in `file`, so that a stack keeps its
 * addresses over restarts.
 *
 * @param port the API's port, or 0 for free ports
 * @throws StartFailure when a fixed port is taken
 */
export async function choosePorts(port: number, file: string): Promise<Ports> {
  const chosen = port === 0 ? await freePorts(remembered(file)) : await fixedPorts(port);
  writeAtomically(file, JSON.stringify(chosen));
  return chosen;
}

async function fixedPorts(port: number): Promise<Ports> {
  return portsOf(async (name) => {
    const server = await listen(port + distance[name]);
    if (server) return server;
    throw new StartFailure(
      `Port ${port + distance[name]} is taken: choose another start with --port, or --port 0 for free ones.`,
    );
  });
}

async function freePorts(before: Partial<Ports>): Promise<Ports> {
  return portsOf(async (name) => {
    const server = (await listen(before[name])) ?? (await listenAnywhere());
    if (server) return server;
    throw new StartFailure('There is no free port on 127.0.0.1.');
  });
}

// All ports stay open until all are found. Otherwise one port could be chosen twice.
async function portsOf(take: (name: Name) => Promise<Server>): Promise<Ports> {
  const held: Server[] = [];
  const chosen = { ...distance };
  try {
    for (const name of names) {
      const server = await take(name);
      held.push(server);
      chosen[name] = (server.address() as AddressInfo).port;
    }
    return chosen;
  } finally {
    await Promise.all(held.map(close));
  }
}

// Below the range of ephemeral ports, so that a port is still free when its process is started again.
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
  return numbersOf(readObject(file));
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
