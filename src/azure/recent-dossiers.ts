import { LRUCache } from 'lru-cache';
import type { Dossier } from '../domain/dossier.ts';
import type { RequestId } from '../domain/request.ts';
import type { Dossiers } from '../ports/dossiers.ts';
import { sealedNames, type SealedStore } from '../ports/sealed-store.ts';

/** Dossiers as sealed blobs. The last ones read or written are kept in memory for a while. */
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
