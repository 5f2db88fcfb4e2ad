import { pipeline, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { BlobServiceClient } from '@azure/storage-blob';
import type { RequestId } from '../domain/request.ts';
import type { KeyPurpose, KeyRing } from '../ports/key-ring.ts';
import { SealedBlobMissing, type SealedStore } from '../ports/sealed-store.ts';
import { openBlobContainer } from './blob-container.ts';
import { sealing, unsealing } from './sealing-stream.ts';
import { transformed } from './transformed.ts';

const sealedType = 'application/octet-stream';

/** Encrypted blobs in `dsar-sealed`: `{id}/{name}`, or `{id}/callback/{name}` for what outlives the dossier. */
export function createBlobSealedStore(blobs: BlobServiceClient, keys: KeyRing): SealedStore {
  const container = openBlobContainer(blobs, 'dsar-sealed');

  function place(requestId: RequestId, name: string, purpose: KeyPurpose): string {
    return purpose === 'dossier' ? `${requestId}/${name}` : `${requestId}/${purpose}/${name}`;
  }

  async function openStream(
    requestId: RequestId,
    name: string,
    purpose: KeyPurpose,
  ): Promise<Readable> {
    const key = await keys.open(requestId, purpose);
    const blobName = place(requestId, name, purpose);
    const blob = await container.getStream(blobName);
    if (blob === null) throw new SealedBlobMissing();
    const opened = unsealing(key, blobName);
    // An error of either stream destroys both; whoever reads the opened one sees it.
    pipeline(blob.stream, opened, () => undefined);
    return opened;
  }

  return {
    async put(requestId, name, content, purpose = 'dossier') {
      const key = await keys.open(requestId, purpose);
      const blobName = place(requestId, name, purpose);
      const plain = Buffer.from(JSON.stringify(content));
      await container.put(blobName, await transformed(plain, sealing(key, blobName)), sealedType);
    },
    async get(requestId, name, purpose = 'dossier') {
      const plain = await buffer(await openStream(requestId, name, purpose));
      return JSON.parse(plain.toString()) as unknown;
    },
    async putStream(requestId, name, content) {
      const key = await keys.open(requestId, 'dossier');
      const blobName = place(requestId, name, 'dossier');
      const sealed = sealing(key, blobName);
      pipeline(content, sealed, () => undefined);
      await container.putStream(blobName, sealed, sealedType);
    },
    getStream: (requestId, name) => openStream(requestId, name, 'dossier'),
    discard: (requestId) => container.deleteAll(`${requestId}/`),
  };
}
