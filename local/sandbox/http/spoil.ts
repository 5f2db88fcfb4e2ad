import { createRandom, hashOf } from '../store/random.ts';
import type { Answer, Call } from './call.ts';
import type { Delivery } from './delivery.ts';
import type { SpoilingFault } from './fault.ts';

const outagePage = `<!DOCTYPE html>
<html><head><title>Service Unavailable</title></head>
<body><h1>Our services aren't available right now</h1><p>We're working to restore all services as soon as possible. Please check back soon.</p></body></html>
`;

/** Half of the JSON with a correct `Content-Length`: the HTTP message is complete, but its content is not. */
function truncated(answer: Answer): Delivery {
  if (answer.body === undefined || answer.body === '') return { answer, wire: 'cut' };
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  const headers = { 'Content-Type': 'application/json', ...answer.headers };
  return {
    answer: { ...answer, headers, body: text.slice(0, Math.max(1, Math.floor(text.length / 2))) },
    wire: 'whole',
  };
}

function garbage(call: Call): string {
  const random = createRandom(hashOf(call.path));
  return Array.from({ length: 256 }, () => String.fromCharCode(33 + random.below(94)))
    .join('')
    .replace(/^[[{"\d-]/, '\u0001');
}

/**
 * Applies a fault to an answer.
 * @param failure the vendor's error for the fault's status, or the real answer when it must be cut
 */
export function spoil(fault: SpoilingFault, failure: Answer, call: Call): Delivery {
  const retryAfter: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) };
  switch (fault.mode) {
    case 'refuse':
    case 'reset':
      return { answer: failure, wire: 'reset' };
    case 'hang':
      return { answer: failure, wire: 'silent' };
    case 'truncate':
      return truncated(failure);
    case 'html':
      return {
        answer: {
          status: fault.status ?? 503,
          headers: { 'Content-Type': 'text/html; charset=utf-8', ...retryAfter },
          body: outagePage,
        },
        wire: 'whole',
      };
    case 'garbage':
      return {
        answer: {
          status: fault.status ?? 200,
          headers: { 'Content-Type': 'application/json', ...retryAfter },
          body: garbage(call),
        },
        wire: 'whole',
      };
    case 'status':
    case 'slow':
      return {
        answer: { ...failure, headers: { ...failure.headers, ...retryAfter } },
        wire: 'whole',
      };
  }
}
