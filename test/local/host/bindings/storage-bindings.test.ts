// Written from https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger and its pages on blob and table
// bindings, and from the extensions' sources that the modules in local/host/bindings name.
import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAzurite, type Azurite } from '../../../support/azurite.ts';
import { until } from '../../../support/until.ts';
import { hostApp, writeApp, type HostedApp } from '../hosted-app.ts';

const main = `
const { app, input, output } = require('@azure/functions');
const at = { connection: 'STORAGE' };
const store = output.storageBlob({ ...at, path: 'made/{headers.prefix}-{id}-{query.suffix}.txt' });
app.http('store', { methods: ['POST'], route: 'store/{id}', extraOutputs: [store],
  handler: async (request, context) => { context.extraOutputs.set(store, await request.json()); return {}; } });
const text = input.storageBlob({ ...at, path: 'made/{name}' });
const bytes = input.generic({ type: 'blob', dataType: 'binary', ...at, path: 'made/{name}' });
app.http('read', { route: 'read/{name}', extraInputs: [text, bytes], handler: (request, context) => {
  const read = context.extraInputs.get(bytes);
  return { jsonBody: { text: context.extraInputs.get(text) ?? null, bytes: read && Buffer.isBuffer(read) ? read.toString('hex') : null } }; } });
app.storageBlob('copy', { ...at, path: 'incoming/{name}.{ext}', return: output.storageBlob({ ...at, path: 'copies/{name}-copy.{ext}' }),
  handler: (blob, { triggerMetadata: { blobTrigger, uri, properties, metadata, name, ext } }) => JSON.stringify(
    { text: blob.toString(), isBuffer: Buffer.isBuffer(blob), blobTrigger, uri, length: properties.contentLength, metadata, name, ext }) });
app.storageBlob('fails', { ...at, path: 'broken/{name}', handler: (blob, context) => { context.log('attempt'); throw new Error('no'); } });
const rows = output.table({ ...at, tableName: '%TABLE%', partitionKey: 'p' });
app.http('write', { methods: ['POST'], extraOutputs: [rows],
  handler: async (request, context) => { context.extraOutputs.set(rows, await request.json()); return {}; } });
const one = input.table({ ...at, tableName: '%TABLE%', partitionKey: 'p', rowKey: '{row}' });
const some = input.table({ ...at, tableName: '%TABLE%', partitionKey: 'p', filter: "Size gt {query.over}", take: 2 });
app.http('rows', { route: 'rows/{row}', extraInputs: [one, some], handler: (request, context) => (
  { jsonBody: { one: context.extraInputs.get(one) ?? null, some: context.extraInputs.get(some) } }) });
app.http('lost', { extraInputs: [input.storageBlob({ path: 'a/b', connection: 'NOWHERE' })], handler: () => ({}) });
`;

let azurite: Azurite;
let app: HostedApp;
let folder: string;
let blobs: BlobServiceClient;
const dataFolder = mkdtempSync(path.join(tmpdir(), 'hosted-data-'));

beforeAll(async () => {
  azurite = await startAzurite();
  blobs = BlobServiceClient.fromConnectionString(azurite.connectionString);
  folder = writeApp({
    'main.js': main,
    'host.json': { version: '2.0', extensions: { blobs: { poisonBlobThreshold: 2 } } },
    'local.settings.json': { Values: { STORAGE: azurite.connectionString, TABLE: 'things' } },
  });
  app = await hostApp({}, { folder, dataFolder });
});
afterAll(async () => {
  await app.stop();
  await azurite.stop();
});

const post = async (target: string, body: unknown, headers = {}) =>
  (await app.call(target, { method: 'POST', body: JSON.stringify(body), headers })).status;
const read = async (target: string) => await (await app.call(target)).json();

async function put(container: string, name: string, content: string): Promise<void> {
  const client = blobs.getContainerClient(container);
  await client.createIfNotExists();
  await client.getBlockBlobClient(name).upload(content, content.length, {
    metadata: { colour: 'red' },
  });
}

test('a blob output writes into a new container, at a path with values of the request', async () => {
  expect(await post('/api/store/7?suffix=s', { a: 1 }, { prefix: 'p' })).toBe(200);
  const blob = blobs.getContainerClient('made').getBlobClient('p-7-s.txt');
  expect((await blob.downloadToBuffer()).toString()).toBe('{"a":1}');
});

test('a blob input gives text, parsed when it is JSON, or a Buffer; a missing blob gives nothing', async () => {
  await put('made', 'plain', 'text');
  await put('made', 'json', '{"a":1}');
  expect(await read('/api/read/plain')).toEqual({ text: 'text', bytes: '74657874' });
  expect(await read('/api/read/json')).toMatchObject({ text: { a: 1 } });
  expect(await read('/api/read/missing')).toEqual({ text: null, bytes: null });
});

const copied = async (name: string) =>
  (await blobs.getContainerClient('copies').getBlobClient(name).downloadToBuffer()).toString();

test('a blob trigger runs for each new version of a blob, with its content, metadata and name', async () => {
  await put('incoming', 'photo.one.txt', 'first');
  await put('incoming', 'no-extension', 'x');
  const told = JSON.parse(
    await until('it is copied', () => copied('photo.one-copy.txt')),
  ) as Record<string, unknown>;
  expect(told).toMatchObject({
    text: 'first',
    isBuffer: true,
    blobTrigger: 'incoming/photo.one.txt',
    uri: blobs.getContainerClient('incoming').getBlobClient('photo.one.txt').url,
    length: 5,
    metadata: { colour: 'red' },
    name: 'photo.one',
    ext: 'txt',
  });
  await put('incoming', 'photo.one.txt', 'second');
  await until('the new version is copied', async () =>
    (await copied('photo.one-copy.txt')).includes('second'),
  );
});

test('a blob whose function fails again and again is reported to the poison queue', async () => {
  await put('broken', 'bad.bin', 'x');
  const queue = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient(
    'webjobs-blobtrigger-poison',
  );
  const text = await until('it is told', async () => {
    const [message] = (await queue.receiveMessages()).receivedMessageItems;
    return message?.messageText;
  });
  expect(JSON.parse(Buffer.from(text, 'base64').toString())).toEqual({
    FunctionId: 'Host.Functions.fails',
    BlobType: 'BlockBlob',
    ContainerName: 'broken',
    BlobName: 'bad.bin',
    ETag: expect.any(String),
  });
  expect(app.output().match(/\] attempt$/gm)).toHaveLength(2);
});

test('a table output creates the table and writes new entities; the function fails when an entity exists already', async () => {
  const rows = [
    { rowKey: 'a', Size: 1, Ratio: 1.5, Name: 'A', Made: true, Inner: { deep: [1] }, Gone: null },
    { PartitionKey: 'q', RowKey: 'b', Size: 2 },
  ];
  expect(await post('/api/write', rows)).toBe(200);
  const options = { allowInsecureConnection: true };
  const table = TableClient.fromConnectionString(azurite.connectionString, 'things', options);
  expect(await table.getEntity('p', 'a')).toMatchObject({
    Size: 1n,
    Ratio: 1.5,
    Name: 'A',
    Made: true,
    Inner: '{\n  "deep": [\n    1\n  ]\n}',
  });
  expect(await table.getEntity('q', 'b')).toMatchObject({ Size: 2n });
  expect(await post('/api/write', { rowKey: 'a' })).toBe(500);
  expect(await post('/api/write', { rowKey: 'a', Size: 9, ETag: '*' })).toBe(200);
  expect(await post('/api/write', { Size: 1 })).toBe(500);
  await until('the log says why', () =>
    app.output().includes('An entity for a table needs a RowKey'),
  );
});

test('a table input gives one entity, or a list that is limited by a filter and a number', async () => {
  await post(
    '/api/write',
    [4, 5, 6].map((Size) => ({ rowKey: `n${String(Size)}`, Size })),
  );
  expect(await read('/api/rows/n4?over=4')).toEqual({
    one: { PartitionKey: 'p', RowKey: 'n4', Size: 4 },
    some: [
      { PartitionKey: 'p', RowKey: 'a', Size: 9 },
      { PartitionKey: 'p', RowKey: 'n5', Size: 5 },
    ],
  });
  expect(await read('/api/rows/missing?over=100')).toEqual({ one: null, some: [] });
});

test('a function is in error when the storage account of a binding does not exist', () => {
  expect(app.output()).toContain(
    "The 'lost' function is in error: Storage account connection string 'NOWHERE' does not exist",
  );
});

test('blobs that were handled before a restart are not handled again', async () => {
  await app.stop();
  app = await hostApp({}, { folder, dataFolder });
  await put('incoming', 'later.txt', 'x');
  await until('the new blob is copied', () => copied('later-copy.txt'));
  expect(app.output().match(/Executing 'Functions\.\w+'/g)).toEqual(["Executing 'Functions.copy'"]);
});
