import type { HttpRequest } from '@azure/functions';
import { refuse } from './problem.ts';

const reading = ['GET', 'HEAD'];

/**
 * A call that changes something must come from a page of this service and have a JSON body. A form on another page can do neither.
 * @throws Refused `forbidden`
 */
export function mustBeSameOrigin(
  { method, headers, url }: Pick<HttpRequest, 'method' | 'headers' | 'url'>,
  publicUrl: string,
): void {
  if (reading.includes(method)) return;
  const origin = headers.get('origin');
  const isOwn =
    origin !== null &&
    URL.canParse(origin) &&
    (origin === new URL(publicUrl).origin || new URL(origin).host === new URL(url).host);
  if (!isOwn) refuse('forbidden', 'Pages of other origins must not change anything here.');
  if (!/^application\/json\b/i.test(headers.get('content-type') ?? ''))
    refuse('forbidden', 'Send application/json.');
}
