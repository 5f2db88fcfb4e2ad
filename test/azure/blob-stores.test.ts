import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer, json } from 'node:stream/consumers';
import type { BlobServiceClient } from '@azure/storage-blob';
import { numberedRequest } from '../support/numbered-request.ts';
import { createBlobResultsStore } from '../../src/azure/blob-results-store.ts';
import { openBlobContainer } from '../../src/azure/blob-container.ts';
import { createSealedStore } from '../../src/sealing/sealed-store.ts';
import { openStorage } from '../../src/azure/storage.ts';
import { KeyDestroyed, type KeyRing } from '../../src/ports/key-ring.ts';
import { SealedBlobMissing } from '../../src/ports/sealed-store.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';

const one = numberedRequest(1);
const two = numberedRequest(2);
const three = numberedRequest(3);
const four = numberedRequest(4);
const five = numberedRequest(5);
const six = numberedRequest(6);
const thirty = numberedRequest(30);

let azurite: Azurite;
let blobs: BlobServiceClient;

beforeAll(async () => {
  azurite = await startAzurite();
  blobs = openStorage({ connectionString: azurite.connectionString }).blobs;
});
afterAll(() => azurite.stop());

/** Keeps the keys in memory, one per request, until they are destroyed. */
function memoryKeys(): Pick<KeyRing, 'open' | 'destroy'> {
  const keys = new Map<string, Buffer | null>();
  return {
    open: (requestId) => {
      if (!keys.has(requestId)) keys.set(requestId, randomBytes(32));
      const key = keys.get(requestId);
      return key ? Promise.resolve(key) : Promise.reject(new KeyDestroyed());
    },
    destroy: (requestId) => {
      keys.set(requestId, null);
      return Promise.resolve();
    },
  };
}

describe('sealed store', () => {
  const content = { name: 'Ada Lovelace', emails: ['ada@example.org'] };

  test('returns the sealed content, and storage holds none of it in plain text', async () => {
    const store = createSealedStore(openBlobContainer(blobs, 'dsar-sealed'), memoryKeys());
    await store.put(one, 'dossier-0', content);
    expect(await store.get(one, 'dossier-0')).toEqual(content);
    const raw = await blobs
      .getContainerClient('dsar-sealed')
      .getBlobClient(`${one}/dossier-0`)
      .downloadToBuffer();
    expect(raw.includes('Ada')).toBe(false);
  });

  test('putting the same name again replaces it', async () => {
    const store = createSealedStore(openBlobContainer(blobs, 'dsar-sealed'), memoryKeys());
    await store.put(two, 'dossier-1', content);
    await store.put(two, 'dossier-1', { other: true });
    expect(await store.get(two, 'dossier-1')).toEqual({ other: true });
  });

  test('a destroyed key makes only the blobs of its own request unreadable', async () => {
    const keys = memoryKeys();
    const store = createSealedStore(openBlobContainer(blobs, 'dsar-sealed'), keys);
    await store.put(three, 'x', content);
    await store.put(thirty, 'x', content);
    await keys.destroy(three, 'dossier');
    await expect(store.get(three, 'x')).rejects.toThrow(KeyDestroyed);
    expect(await store.get(thirty, 'x')).toEqual(content);
  });

  test('streams are returned completely', async () => {
    const store = createSealedStore(openBlobContainer(blobs, 'dsar-sealed'), memoryKeys());
    const megabyte = randomBytes(1024 * 1024);
    const pieces = Array.from({ length: 9 }, () => megabyte);
    await store.putStream(four, 'staged', Readable.from(pieces));
    const back = await buffer(await store.getStream(four, 'staged'));
    expect(back.equals(Buffer.concat(pieces))).toBe(true);
  });

  test('a stream that fails leaves no blob', async () => {
    const store = createSealedStore(openBlobContainer(blobs, 'dsar-sealed'), memoryKeys());
    const failing = Readable.from(
      (function* () {
        yield randomBytes(1000);
        throw new Error('the source broke');
      })(),
    );
    await expect(store.putStream(five, 'staged', failing)).rejects.toThrow('the source broke');
    await expect(store.getStream(five, 'staged')).rejects.toThrow(SealedBlobMissing);
  });

  test('a blob that was copied to another name is not opened', async () => {
    const store = createSealedStore(openBlobContainer(blobs, 'dsar-sealed'), memoryKeys());
    await store.put(six, 'a', content);
    const container = blobs.getContainerClient('dsar-sealed');
    const stolen = await container.getBlobClient(`${six}/a`).downloadToBuffer();
    await container.getBlockBlobClient(`${six}/b`).uploadData(stolen);
    await expect(store.get(six, 'b')).rejects.toThrow('truncated or changed');
  });
});

describe('results store', () => {
  test('keeps results and evidence in containers of their own', async () => {
    const store = createBlobResultsStore(blobs);
    await store.put(one, 'report.json', Buffer.from('{"ok":true}'));
    await store.putEvidence(one, Buffer.from('evidence'));
    const report = await store.getStream(one, 'report.json');
    expect(report?.bytes).toBe(11);
    expect(report && (await json(report.stream))).toEqual({ ok: true });
    const evidence = blobs
      .getContainerClient('dsar-evidence')
      .getBlobClient(`${one}/evidence.json`);
    expect((await evidence.downloadToBuffer()).toString()).toBe('evidence');
    const names: string[] = [];
    for await (const { name } of blobs.getContainerClient('dsar-results').listBlobsFlat())
      names.push(name);
    expect(names).toEqual([`${one}/report.json`]);
  });

  test('returns null before a result is written and after it is deleted', async () => {
    const store = createBlobResultsStore(blobs);
    expect(await store.getStream(two, 'package.zip')).toBeNull();
    await store.putStream(two, 'package.zip', Readable.from([Buffer.from('zip')]));
    await store.delete(two, 'package.zip');
    await store.delete(two, 'package.zip');
    expect(await store.getStream(two, 'package.zip')).toBeNull();
  });
});
