import { createHash } from 'node:crypto';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { jsonAnswer } from './route.ts';

/**
 * Answers JSON with an entity tag of its content, or 304 when the caller already has that content (RFC 9110, 13.1.2). A proxy may have
 * marked the tag of the caller as weak, so the comparison is the weak one.
 */
export function answerUnlessKnown(request: HttpRequest, body: unknown): HttpResponseInit {
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  const etag = `"${hash.slice(0, 22)}"`;
  const known = (request.headers.get('if-none-match') ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag)
    ? { status: 304, headers: { etag } }
    : jsonAnswer(200, body, { etag });
}
