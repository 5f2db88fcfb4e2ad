import { createHmac } from 'node:crypto';
import type { RecordRef } from '../domain/match.ts';
import type { RequestId } from '../domain/request.ts';
import type { SystemId } from '../domain/system.ts';
import type { KeyRing } from './key-ring.ts';

/**
 * Names a record in the register's rows and in facts. It is a hash under the request's own key. When that key is destroyed, nobody can tell
 * which record it names. The position in the list of records is not used, because a second search may return another list.
 * @throws KeyDestroyed when the request is closed
 */
export async function recordKey(
  { keys }: { readonly keys: Pick<KeyRing, 'open'> },
  requestId: RequestId,
  system: SystemId,
  { kind, scope = '', id }: RecordRef,
): Promise<string> {
  const key = await keys.open(requestId);
  const content = JSON.stringify(['record', system, kind, scope, id]);
  return createHmac('sha256', key).update(content).digest('base64url').slice(0, 22);
}
