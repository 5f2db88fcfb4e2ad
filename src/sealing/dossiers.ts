import { LRUCache } from 'lru-cache';
import type { Dossier } from '../domain/dossier.ts';
import type { KnownIdentifier } from '../domain/identifier.ts';
import type { RequestId } from '../domain/request.ts';
import type { Dossiers } from '../ports/dossiers.ts';
import type { KeyRing } from '../ports/key-ring.ts';
import type { SealedStore } from '../ports/sealed-store.ts';

const nameOf = (version: number): string => `dossier-${String(version)}`;

const addedName = (name: string): string => `identifiers-${name}`;

const cachedForMs = 5 * 60_000;

/**
 * Version 0 of a dossier holds the identifiers from the sender. It is stored in the row of the request's key, so that one transaction
 * registers the request and its dossier. Later versions are sealed blobs. Dossiers that were used recently stay in memory.
 */
export function createDossiers(keys: KeyRing, sealed: SealedStore): Dossiers {
  const recent = new LRUCache<string, Dossier>({ max: 500, ttl: cachedForMs });
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
    add: (requestId, name, identifiers) => sealed.put(requestId, addedName(name), identifiers),
    readAdded: async (requestId, name) =>
      (await sealed.get(requestId, addedName(name))) as readonly KnownIdentifier[],
    forget(requestId) {
      keys.forget(requestId);
      for (const key of recent.keys()) if (key.startsWith(`${requestId}/`)) recent.delete(key);
    },
  };
}
