import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Keys } from '../settings/keys.ts';

/** The callers that are allowed: everybody, or the holder of a key. `system` names the extension of the webhook. */
export type Access =
  | { readonly level: 'anonymous' }
  | { readonly level: 'function'; readonly functionName: string }
  | { readonly level: 'system'; readonly keyName: string }
  | { readonly level: 'admin' };

/** Whether a request is allowed. Without key checks every request is, as with Core Tools. */
export type Authorize = (
  request: IncomingMessage,
  query: URLSearchParams,
  access: Access,
) => boolean;

export function createAuthorize(keys: Keys, enabled: boolean): Authorize {
  if (!enabled) return () => true;
  return (request, query, access) => {
    if (access.level === 'anonymous') return true;
    const header = request.headers['x-functions-key'];
    const given = (Array.isArray(header) ? header[0] : header) ?? query.get('code');
    return !!given && keysFor(keys, access).some((key) => same(key, given));
  };
}

function keysFor(keys: Keys, access: Exclude<Access, { level: 'anonymous' }>): string[] {
  switch (access.level) {
    case 'admin':
      return [keys.master];
    case 'system': {
      const key = keys.system[access.keyName];
      return key === undefined ? [keys.master] : [key, keys.master];
    }
    case 'function': {
      const own = keys.functions[access.functionName.toLowerCase()] ?? {};
      return [...Object.values(own), ...Object.values(keys.host), keys.master];
    }
  }
}

/** Compares in constant time, also texts of different lengths. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
