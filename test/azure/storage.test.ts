import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { numberedRequest } from '../support/numbered-request.ts';
import { createBlobResultsStore } from '../../src/azure/blob-results-store.ts';
import { createPoisonQueue, createStatusQueue } from '../../src/azure/queues.ts';
import { openRegisterTable } from '../../src/azure/register/register-table.ts';
import { openStorage } from '../../src/azure/storage.ts';
import { hasStatus, restFault, withStorage } from '../../src/azure/storage-faults.ts';
import { createTableRegister } from '../../src/azure/register/table-register.ts';
import { StorageAway } from '../../src/ports/storage-away.ts';
import { startAzurite } from '../support/azurite.ts';
import { acceptance, registeredRequest } from '../support/requests.ts';

const one = numberedRequest(1);

const now = () => new Date();

function restError(properties: { statusCode?: number; code?: string }): Error {
  return Object.assign(new Error('told by storage'), { name: 'RestError', ...properties });
}

test.each([
  { code: 'REQUEST_SEND_ERROR' },
  { statusCode: 503 },
  { statusCode: 500 },
  { statusCode: 429 },
  { statusCode: 408 },
])('%j means that storage is away', async (properties) => {
  const failing = withStorage(() => Promise.reject(restError(properties)));
  await expect(failing).rejects.toThrow(StorageAway);
});

test.each([restError({ statusCode: 403 }), restError({ statusCode: 409 }), new Error('ours')])(
  '%s is thrown unchanged',
  async (error) => {
    await expect(withStorage(() => Promise.reject(error))).rejects.toBe(error);
  },
);

test('faults are recognised by the name of the error', () => {
  const conflict = restError({ statusCode: 409, code: 'EntityAlreadyExists' });
  expect(restFault(conflict)).toEqual({ statusCode: 409, code: 'EntityAlreadyExists' });
  expect(hasStatus(conflict, 404, 409)).toBe(true);
  expect(hasStatus(new Error('other'), 409)).toBe(false);
});

test('a missing container, queue or table is created again', async () => {
  const azurite = await startAzurite();
  try {
    const { blobs, queues, register } = openStorage(azurite);
    const results = createBlobResultsStore(blobs);
    const poison = createPoisonQueue(queues);
    const rows = createTableRegister(openRegisterTable(register), now);
    for (const round of [1, 2]) {
      await results.put(one, 'report.json', Buffer.from(String(round)));
      await poison.put('body');
      expect(await rows.accept(acceptance())).toEqual({ kind: 'accepted' });
      await blobs.deleteContainer('dsar-results');
      await queues.deleteQueue('dsar-requests-poison');
      await register.deleteTable();
    }
    const stream = Readable.from([Buffer.from('zip')]);
    await expect(results.putStream(one, 'package.zip', stream)).rejects.toThrow(StorageAway);
    await results.putStream(one, 'package.zip', Readable.from([Buffer.from('zip')]));
    expect((await results.getStream(one, 'package.zip'))?.bytes).toBe(3);
    expect(await rows.get(registeredRequest().id)).toBeNull();
    expect((await poison.summary()).count).toBe(0);
  } finally {
    await azurite.stop();
  }
});

test('calls succeed across a restart of storage', async () => {
  const first = await startAzurite();
  const { blobs, queues, register } = openStorage(first);
  await first.stop();

  const table = createTableRegister(openRegisterTable(register), now);
  const written = Promise.all([
    table.accept(acceptance()),
    createBlobResultsStore(blobs).put(one, 'report.json', Buffer.from('{}')),
    createStatusQueue(queues).send({
      specversion: '1.0',
      id: '1',
      source: 'https://example.org/',
      type: 'habeas.request.finished.v1',
      time: '2026-03-02T10:00:00.000Z',
      datacontenttype: 'application/json',
      data: {},
    }),
  ]);
  const second = await startAzurite(first.ports);
  try {
    expect((await written)[0]).toEqual({ kind: 'accepted' });
  } finally {
    await second.stop();
  }
});

test('a call without an answer is given up, and its connection is closed', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) =>
    sockets.push(socket.on('error', () => undefined).resume()),
  );
  silent.listen(0, '127.0.0.1').unref();
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${String(port)}/account`;
  const { blobs, queues, register } = openStorage({
    connectionString: `DefaultEndpointsProtocol=http;AccountName=account;AccountKey=a2V5;BlobEndpoint=${endpoint};QueueEndpoint=${endpoint};TableEndpoint=${endpoint}`,
  });
  const entity = { partitionKey: 'a', rowKey: 'b' };
  const calls: ((abortSignal: AbortSignal) => Promise<unknown>)[] = [
    (abortSignal) => register.submitTransaction([['create', entity]], { abortSignal }),
    (abortSignal) =>
      blobs.getContainerClient('c').getBlockBlobClient('b').upload('x', 1, { abortSignal }),
    (abortSignal) => queues.getQueueClient('queue').sendMessage('x', { abortSignal }),
  ];

  for (const call of calls) await expect(withStorage(call, 100)).rejects.toThrow(StorageAway);

  expect(sockets).toHaveLength(calls.length);
  const open = sockets.filter(({ closed }) => !closed);
  await Promise.all(open.map((socket) => once(socket, 'close')));
  silent.close();
});
