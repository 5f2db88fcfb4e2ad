import type { Actor } from '../../domain/fact.ts';
import type { Principal } from '../principal.ts';

/**
 * Who a call comes from, as a fact names it. A developer is somebody on a machine where callers are not asked who they are; with a known
 * key a developer plays its holder.
 */
export function actorOf({ kind, id, roles: [role] }: Principal): Actor {
  if (kind === 'developer')
    return id === null ? { kind: 'person', id: 'developer' } : { kind: 'key', id };
  return { kind, ...(role !== undefined && { role }), ...(id !== null && { id }) };
}
