import { identifierKey } from '../../domain/identifier.ts';
import type { Hit, Join } from '../../domain/match.ts';

const strength: Record<Join, number> = { free: 0, address: 1, id: 2 };

/** One identifier may find the same record through several fields. Only the strongest of these hits is kept. */
export function strongestHits(hits: readonly Hit[]): Hit[] {
  const best = new Map<string, Hit>();
  for (const hit of hits) {
    const { kind, id, scope } = hit.record;
    const key = JSON.stringify([kind, scope, id, identifierKey(hit.by)]);
    const before = best.get(key);
    if (!before || strength[hit.join] > strength[before.join]) best.set(key, hit);
  }
  return [...best.values()];
}
