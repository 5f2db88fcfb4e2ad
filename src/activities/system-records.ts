import { SystemFailure } from '../domain/failure.ts';
import type { RecordRef } from '../domain/match.ts';
import type { ConfiguredSystem } from '../ports/systems.ts';
import type { SystemOrder } from '../workflows/steps.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * The system to visit and the records found there.
 * @throws SystemFailure `misconfigured` when the system was taken out of the configuration meanwhile
 */
export async function systemRecords(
  deps: Dependencies,
  { requestId, dossier, system: systemId }: SystemOrder,
): Promise<{ system: ConfiguredSystem; records: readonly RecordRef[] }> {
  const system = deps.systems.get(systemId);
  if (!system) throw new SystemFailure('misconfigured', 'The system is no longer configured.');
  const { findings } = await deps.dossiers.read(requestId, dossier);
  return { system, records: findings[systemId]?.records ?? [] };
}
