import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { choosePorts } from '../../../local/start/ports.ts';
import { freshDataFolder, removeDataFolder } from '../../support/stack.ts';

let folder: string;
beforeEach(() => {
  folder = freshDataFolder();
});
afterEach(() => {
  removeDataFolder(folder);
});

async function occupy(port: number) {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

test('free ports are different and stay the same after a restart', async () => {
  const file = path.join(folder, 'ports.json');
  const first = await choosePorts(0, file);
  expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
  expect(await choosePorts(0, file)).toEqual(first);
});

test('only a stored port that is taken now is replaced', async () => {
  const file = path.join(folder, 'ports.json');
  const first = await choosePorts(0, file);
  const other = await occupy(first.queue);
  const second = await choosePorts(0, file);
  other.close();
  expect(second.queue).not.toBe(first.queue);
  expect({ ...second, queue: 0 }).toEqual({ ...first, queue: 0 });
});

test('a fixed port that is taken is named', async () => {
  const other = await occupy(0);
  const { port } = other.address() as AddressInfo;
  await expect(choosePorts(port, path.join(folder, 'ports.json'))).rejects.toThrow(
    `Port ${port} is taken`,
  );
  other.close();
});
