import { pipeline, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { RequestId } from '../domain/request.ts';
import type { BlobContainer } from '../ports/blob-container.ts';
import type { KeyRing } from '../ports/key-ring.ts';
import { SealedBlobMissing, type SealedStore } from '../ports/sealed-store.ts';
import { sealing, unsealing } from './sealing-stream.ts';
import { transformed } from './transformed.ts';

const sealedType = 'application/octet-stream';

/** Encrypted blobs in `dsar-sealed`, named `{id}/{name}`. */
export function createSealedStore(
  container: BlobContainer,
  keys: Pick<KeyRing, 'open'>,
): SealedStore {
  const place = (requestId: RequestId, name: string): string => `${requestId}/${name}`;

  async function getStream(requestId: RequestId, name: string): Promise<Readable> {
    const key = await keys.open(requestId);
    const blobName = place(requestId, name);
    const blob = await container.getStream(blobName);
    if (blob === null) throw new SealedBlobMissing();
    const opened = unsealing(key, blobName);
    // An error in either stream destroys both. The reader of `opened` gets the error.
    pipeline(blob.stream, opened, () => undefined);
    return opened;
  }

  return {
    async put(requestId, name, content) {
      const key = await keys.open(requestId);
      const blobName = place(requestId, name);
      const plain = Buffer.from(JSON.stringify(content));
      await container.put(blobName, await transformed(plain, sealing(key, blobName)), sealedType);
    },
    async get(requestId, name) {
      const plain = await buffer(await getStream(requestId, name));
      return JSON.parse(plain.toString()) as unknown;
    },
    async putStream(requestId, name, content) {
      const key = await keys.open(requestId);
      const blobName = place(requestId, name);
      const sealed = sealing(key, blobName);
      pipeline(content, sealed, () => undefined);
      await container.putStream(blobName, sealed, sealedType);
    },
    getStream,
  };
}
