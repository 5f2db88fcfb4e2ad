import type { Identifier, KnownIdentifier } from '../../domain/identifier.ts';
import type { SystemId } from '../../domain/system.ts';

/**
 * The identifiers that a system must be asked about. An id that the system itself revealed is left out: it leads to a record that was
 * already read, so asking again would cost a call and find nothing new.
 */
export function worthAsking(known: readonly KnownIdentifier[], system: SystemId): Identifier[] {
  return known
    .filter(({ identifier, source }) => {
      const isId = identifier.kind === 'account' || identifier.kind === 'record';
      return !(isId && identifier.system === system && source === system);
    })
    .map(({ identifier }) => identifier);
}
