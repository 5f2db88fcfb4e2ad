import { text } from 'node:stream/consumers';
import type { SystemVerdict, Verdict } from '../../src/domain/verdict.ts';
import { createMemoryHouse, order, requestId, system, type MemoryHouse } from './memory-house.ts';
import { systemLine } from './requests.ts';

export const row = (id: string, verdict: Verdict): SystemVerdict =>
  systemLine(id, { verdict, counts: { found: { records: 1 } }, attempts: 1 });

export const report = (...systems: SystemVerdict[]) => ({ ...order, dossier: 1, systems });

/** A test environment whose dossier holds the search results. */
export async function searchedHouse(
  ids: readonly string[],
  callbackUrl?: string,
): Promise<MemoryHouse> {
  const systems = ids.map((id) => system(id, {}));
  const house = await createMemoryHouse(systems, 'erasure', callbackUrl);
  await house.dossiers.write({ requestId, identifiers: [], findings: {}, asked: {} }, 1);
  return house;
}

export async function resultOf(
  house: MemoryHouse,
  name: 'report.json' | 'manifest.json',
): Promise<unknown> {
  const found = await house.results.getStream(requestId, name);
  return JSON.parse(await text(found!.stream));
}
