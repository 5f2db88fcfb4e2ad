import { createHmac } from 'node:crypto';
import type { RecordRef } from '../../domain/match.ts';
import type { RequestId } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Names a record in the register's rows: a hash under the request's own key, which means nothing once that key is destroyed. Its place in
 * a list would not do, because the subject may be looked for again and the list made anew.
 * @throws KeyDestroyed when the request is closed
 */
export async function recordKey(
  { keys }: Pick<Dependencies, 'keys'>,
  requestId: RequestId,
  system: SystemId,
  { kind, scope = '', id }: RecordRef,
): Promise<string> {
  const key = await keys.open(requestId);
  const content = JSON.stringify(['record', system, kind, scope, id]);
  return createHmac('sha256', key).update(content).digest('base64url').slice(0, 22);
}
