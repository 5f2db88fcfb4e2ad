import type { ServerResponse } from 'node:http';
import type { RpcHttp, RpcHttpCookie } from '../worker/rpc.ts';

/** Writes the response of a function. */
export function writeAnswer(response: ServerResponse, answer: RpcHttp): void {
  response.statusCode = Number(answer.statusCode ?? 200);
  for (const [name, value] of Object.entries(answer.headers ?? {}))
    // The host sets these headers itself.
    if (name.toLowerCase() !== 'transfer-encoding') response.setHeader(name, value);
  const cookies = (answer.cookies ?? []).map(cookieText);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  const body = answer.body?.bytes ?? answer.body?.string;
  if (body === undefined || body.length === 0) response.end();
  else response.end(body);
}

const sameSiteNames = { none: '', lax: 'lax', strict: 'strict', explicitNone: 'none' };

/** A `Set-Cookie` value with ASP.NET's order and defaults: escaped value, path `/`. */
function cookieText(cookie: RpcHttpCookie): string {
  const parts = [`${encodeURIComponent(cookie.name)}=${encodeURIComponent(cookie.value)}`];
  if (cookie.expires)
    parts.push(`expires=${new Date(cookie.expires.value.seconds * 1000).toUTCString()}`);
  if (cookie.maxAge) parts.push(`max-age=${Math.trunc(cookie.maxAge.value)}`);
  if (cookie.domain) parts.push(`domain=${cookie.domain.value}`);
  parts.push(`path=${cookie.path?.value ?? '/'}`);
  if (cookie.secure?.value) parts.push('secure');
  const sameSite = sameSiteNames[cookie.sameSite ?? 'none'];
  if (sameSite) parts.push(`samesite=${sameSite}`);
  if (cookie.httpOnly?.value) parts.push('httponly');
  return parts.join('; ');
}
