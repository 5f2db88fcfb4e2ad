import type { Identifier, KnownIdentifier } from '../../domain/identifier.ts';
import type { SystemId } from '../../domain/system.ts';

/**
 * What a system has to be asked about. An id it issued and revealed itself leads to the record that revealed it, which has been read:
 * asking again would cost a call for nothing.
 */
export function worthAsking(known: readonly KnownIdentifier[], system: SystemId): Identifier[] {
  return known
    .filter(({ identifier, source }) => {
      const isId = identifier.kind === 'account' || identifier.kind === 'record';
      return !(isId && identifier.system === system && source === system);
    })
    .map(({ identifier }) => identifier);
}
