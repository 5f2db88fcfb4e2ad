import { LRUCache } from 'lru-cache';
import type { Dossier } from '../domain/dossier.ts';
import type { RequestId } from '../domain/request.ts';
import { sealedNames, type SealedStore } from '../ports/sealed-store.ts';

/** Reads and writes dossiers. A version never changes, so the last ones read are kept in memory for a while. */
export interface Dossiers {
  /**
   * @throws SealedBlobMissing when storage lost it
   * @throws KeyDestroyed when the request is closed
   */
  read(requestId: RequestId, version: number): Promise<Dossier>;
  write(dossier: Dossier, version: number): Promise<void>;
  /** Forgets a closed request at once. */
  forget(requestId: RequestId): void;
}

export function createDossiers(sealed: SealedStore): Dossiers {
  const recent = new LRUCache<string, Dossier>({ max: 500, ttl: 5 * 60_000 });
  const keyOf = (requestId: RequestId, version: number) => `${requestId}/${version}`;
  return {
    async read(requestId, version) {
      const known = recent.get(keyOf(requestId, version));
      if (known) return known;
      const dossier = (await sealed.get(requestId, sealedNames.dossier(version))) as Dossier;
      recent.set(keyOf(requestId, version), dossier);
      return dossier;
    },
    async write(dossier, version) {
      await sealed.put(dossier.requestId, sealedNames.dossier(version), dossier);
      recent.set(keyOf(dossier.requestId, version), dossier);
    },
    forget(requestId) {
      for (const key of recent.keys()) if (key.startsWith(`${requestId}/`)) recent.delete(key);
    },
  };
}
