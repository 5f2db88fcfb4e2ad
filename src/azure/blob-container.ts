import { Readable } from 'node:stream';
import type { BlobServiceClient } from '@azure/storage-blob';
import type { BlobContainer } from '../ports/blob-container.ts';
import { madeWhenMissing } from './made-when-missing.ts';
import { hasStatus, isMissing } from './storage-faults.ts';

// Blocks stay in memory until they are uploaded. Memory of a block that waits long is freed only by a full garbage collection. A blob can
// have 50,000 blocks, which is 12 GiB at this size.
const blockBytes = 256 * 1024;
const blocksInFlight = 2;
const resumes = 5;

export function openBlobContainer(blobs: BlobServiceClient, containerName: string): BlobContainer {
  const container = blobs.getContainerClient(containerName);
  const call = madeWhenMissing(() => container.createIfNotExists());

  function orNull<T>(work: () => Promise<T>): Promise<T | null> {
    return call(async () => {
      try {
        return await work();
      } catch (error) {
        if (hasStatus(error, 404) && !isMissing(error)) return null;
        throw error;
      }
    });
  }

  return {
    put: (name, content, contentType) =>
      call(async (abortSignal) => {
        await container.getBlockBlobClient(name).upload(content, content.length, {
          abortSignal,
          blobHTTPHeaders: { blobContentType: contentType },
        });
      }),
    create: (name, content, contentType) =>
      call(async (abortSignal) => {
        try {
          await container.getBlockBlobClient(name).upload(content, content.length, {
            abortSignal,
            conditions: { ifNoneMatch: '*' },
            blobHTTPHeaders: { blobContentType: contentType },
          });
          return true;
        } catch (error) {
          if (hasStatus(error, 409, 412)) return false;
          throw error;
        }
      }),
    putStream: (name, content, contentType) =>
      call(
        async () => {
          // `uploadStream` never returns when the stream has already emitted its error.
          if (content.errored) throw content.errored;
          const blob = container.getBlockBlobClient(name);
          await blob.uploadStream(content, blockBytes, blocksInFlight, {
            blobHTTPHeaders: { blobContentType: contentType },
          });
        },
        { streamed: true },
      ),
    get: (name) => orNull(() => container.getBlobClient(name).downloadToBuffer()),
    getStream: (name) =>
      orNull(async () => {
        const answer = await container
          .getBlobClient(name)
          .download(undefined, undefined, { maxRetryRequests: resumes });
        const { readableStreamBody: stream, contentLength: bytes = 0 } = answer;
        if (!(stream instanceof Readable)) throw new Error('The download has no body.');
        return { stream, bytes };
      }),
    createdAt: (name) =>
      orNull(async () => {
        const { createdOn } = await container.getBlobClient(name).getProperties();
        return createdOn?.toISOString() ?? null;
      }),
    delete: (name) =>
      call(async (abortSignal) => {
        await container.getBlobClient(name).deleteIfExists({ abortSignal });
      }),
  };
}
