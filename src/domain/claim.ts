import { identifierKey, type Identifier } from './identifier.ts';
import type { RecordRef } from './match.ts';
import type { SystemId } from './system.ts';

/**
 * What a request claims, as the parts of a keyed hash. The parts themselves are personal data. A given object ID or record id and the
 * record that it addresses are one and the same claim, so that requests meet on it before either has searched. Equal ids of two kinds
 * of records in one system are one claim too: it makes requests wait that need not, and never the other way round.
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

/** The same for a record that was found. */
export function claimOfRecord(system: SystemId, { id, scope }: RecordRef): string[] {
  return ['claim', system, ...(scope === undefined ? [] : [scope]), id.toLowerCase()];
}
