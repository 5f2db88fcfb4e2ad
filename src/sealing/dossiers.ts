import { LRUCache } from 'lru-cache';
import type { Dossier } from '../domain/dossier.ts';
import type { RequestId } from '../domain/request.ts';
import type { Dossiers } from '../ports/dossiers.ts';
import type { KeyRing } from '../ports/key-ring.ts';
import type { SealedStore } from '../ports/sealed-store.ts';

const nameOf = (version: number): string => `dossier-${String(version)}`;

/**
 * What the sender gave lies sealed beside the key, so that a request is registered with it or not at all; what was found since, as sealed
 * blobs. The last ones read or written are kept in memory for a while.
 */
export function createDossiers(keys: KeyRing, sealed: SealedStore): Dossiers {
  const recent = new LRUCache<string, Dossier>({ max: 500, ttl: 5 * 60_000 });
  const keyOf = (requestId: RequestId, version: number) => `${requestId}/${version}`;

  const stored = (requestId: RequestId, version: number): Promise<unknown> =>
    version === 0 ? keys.read(requestId, 'dossier') : sealed.get(requestId, nameOf(version));

  return {
    create(dossier) {
      recent.set(keyOf(dossier.requestId, 0), dossier);
      return keys.create(dossier.requestId, 'dossier', dossier);
    },
    async read(requestId, version) {
      const known = recent.get(keyOf(requestId, version));
      if (known) return known;
      const dossier = (await stored(requestId, version)) as Dossier;
      recent.set(keyOf(requestId, version), dossier);
      return dossier;
    },
    async write(dossier, version) {
      await sealed.put(dossier.requestId, nameOf(version), dossier);
      recent.set(keyOf(dossier.requestId, version), dossier);
    },
    forget(requestId) {
      keys.forget(requestId);
      for (const key of recent.keys()) if (key.startsWith(`${requestId}/`)) recent.delete(key);
    },
  };
}
