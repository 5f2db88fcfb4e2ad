import type { Actor } from '../../domain/fact.ts';
import type { Principal } from '../principal.ts';

/**
 * The actor of a call, for its facts. A developer is any caller on a machine where callers are not authenticated. With a known key, a
 * developer acts as the holder of that key.
 */
export function actorOf({ kind, id, roles: [role] }: Principal): Actor {
  if (kind === 'developer')
    return id === null ? { kind: 'person', id: 'developer' } : { kind: 'key', id };
  return { kind, ...(role !== undefined && { role }), ...(id !== null && { id }) };
}
