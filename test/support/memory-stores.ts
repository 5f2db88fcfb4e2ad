import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { CallCounts } from '../../src/ports/call-counts.ts';
import type { PackageLink, PackageLinks } from '../../src/ports/package-links.ts';
import type { KeyRing } from '../../src/ports/key-ring.ts';
import type { ResultsStore } from '../../src/ports/results-store.ts';
import { SealedBlobMissing, type SealedStore } from '../../src/ports/sealed-store.ts';

export interface MemorySealedStore extends SealedStore {
  /** Names of all blobs, as `{request}/{name}`. */
  readonly names: () => string[];
}

/**
 * Sealed blobs without encryption. They cannot be read after their key is destroyed.
 * @param blobs the blobs of all processes
 */
export function createMemorySealedStore(
  keys: KeyRing,
  blobs = new Map<string, Buffer>(),
): MemorySealedStore {
  const nameOf = (requestId: string, name: string): string => `${requestId}/${name}`;

  async function read(requestId: string, name: string): Promise<Buffer> {
    const blob = blobs.get(nameOf(requestId, name));
    if (!blob) throw new SealedBlobMissing();
    return blob;
  }

  return {
    names: () => [...blobs.keys()],
    put: async (requestId, name, content) => {
      await keys.open(requestId);
      blobs.set(nameOf(requestId, name), Buffer.from(JSON.stringify(content)));
    },
    get: async (requestId, name) => {
      await keys.open(requestId);
      return JSON.parse((await read(requestId, name)).toString()) as unknown;
    },
    putStream: async (requestId, name, content) => {
      await keys.open(requestId);
      blobs.set(nameOf(requestId, name), await buffer(content));
    },
    getStream: async (requestId, name) => {
      await keys.open(requestId);
      return Readable.from([await read(requestId, name)]);
    },
  };
}

export function createMemoryResults(): ResultsStore {
  const blobs = new Map<string, Buffer>();
  return {
    put: async (requestId, name, content) => void blobs.set(`${requestId}/${name}`, content),
    putStream: async (requestId, name, content) =>
      void blobs.set(`${requestId}/${name}`, await buffer(content)),
    getStream: async (requestId, name) => {
      const blob = blobs.get(`${requestId}/${name}`);
      return blob ? { stream: Readable.from([blob]), bytes: blob.length } : null;
    },
    delete: async (requestId, name) => void blobs.delete(`${requestId}/${name}`),
    putEvidence: async (requestId, content) => void blobs.set(`${requestId}/evidence`, content),
  };
}

/** Counts of one process. @param all the counts of every process, by minute and caller */
export function createMemoryCallCounts(all = new Map<string, Map<object, number>>()): CallCounts {
  const self = {};
  return {
    share: async (minute, caller, count) => {
      const counts = all.get(`${minute} ${caller}`) ?? new Map<object, number>();
      all.set(`${minute} ${caller}`, counts.set(self, count));
      return [...counts].reduce((sum, [process, own]) => sum + (process === self ? 0 : own), 0);
    },
    forgetBefore: async () => undefined,
  };
}

export function createMemoryPackageLinks(): PackageLinks {
  const kept = new Map<string, PackageLink>();
  return {
    keep: async (hash, link) => void kept.set(hash, { ...link, isSpent: false }),
    read: async (hash) => kept.get(hash) ?? null,
    async spend(hash) {
      const link = kept.get(hash);
      if (!link || link.isSpent) return false;
      kept.set(hash, { ...link, isSpent: true });
      return true;
    },
    async forgetBefore(time) {
      for (const [hash, { until }] of kept) if (until < time) kept.delete(hash);
    },
  };
}
