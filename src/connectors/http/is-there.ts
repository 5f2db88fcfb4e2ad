import { SystemFailure } from '../../domain/failure.ts';
import { holds } from './condition.ts';
import { listAt } from './json-path.ts';
import { recordIn } from './record-in.ts';
import type { ServiceClient } from './service-client.ts';
import type { ServiceSettings } from './settings.ts';

/**
 * Makes the call `verify`. It is also made before a record is read or erased: when the settings take a wrong field for the id, another
 * person's record is shown.
 * @throws SystemFailure `unexpected-answer` for an answer that neither is the record nor says that it is gone, `misconfigured` for a record
 * that is not the requested one
 */
export async function isThere(
  client: ServiceClient,
  { verify, fields }: ServiceSettings,
  id: string,
): Promise<boolean> {
  const answer = await client.ask(verify, id);
  if (answer === undefined) return false;
  const json = answer.json();
  if (verify.gone !== undefined && holds(verify.gone, json)) return false;
  const shown = listAt(json, verify.records).map((one) => recordIn(one, fields).id);
  if (shown.length > 0 && !shown.includes(id))
    throw new SystemFailure('misconfigured', 'the call verify shows another record');
  return shown.length > 0;
}
