import { isObject, readObject, textsOf } from './read-object.ts';
import { StartFailure } from './start-failure.ts';

/**
 * Calls the service once to see whether it works. For example, the service refuses every call when storage was written with other keys.
 *
 * @param api the base URL of the API
 * @param keysFile the keys of the host
 * @throws StartFailure with the service's message, which says what to do
 */
export async function checkService(api: string, keysFile: string): Promise<void> {
  const { default: key = '' } = textsOf(readObject(keysFile)?.['host']);
  const answer = await fetch(`${api}/systems`, { headers: { 'x-functions-key': key } });
  if (answer.status !== 503) return;
  const problem: unknown = await answer.json();
  const detail = isObject(problem) ? String(problem['detail']) : '';
  throw new StartFailure(`The service refuses every call: ${detail}`);
}
