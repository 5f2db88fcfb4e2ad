import { identifierKey, type Identifier } from './identifier.ts';
import type { RecordRef } from './match.ts';
import type { SystemId } from './system.ts';

/**
 * The parts from which the keyed hash of a claim is computed. The parts themselves are personal data. A given object ID or record id makes
 * the same claim as the record with that id. So two requests of one person share a claim before either of them has searched. Equal ids of two kinds
 * of records in one system also make the same claim. So a request may wait without need, but a request that must wait always waits.
 */
export function claimOfIdentifier(identifier: Identifier): string[] {
  switch (identifier.kind) {
    case 'account':
      return ['claim', identifier.system, identifier.objectId.toLowerCase()];
    case 'record':
      return ['claim', identifier.system, identifier.id.toLowerCase()];
    default:
      return ['claim', identifierKey(identifier)];
  }
}

/** The claim of a record that was found. */
export function claimOfRecord(system: SystemId, { id, scope }: RecordRef): string[] {
  return ['claim', system, ...(scope === undefined ? [] : [scope]), id.toLowerCase()];
}
