import type { Call } from '../../http/call.ts';
import { badRequest } from './graph-error.ts';

/** OData options work with and without `$`. */
export function option(query: URLSearchParams, name: string): string | null {
  return query.get(`$${name}`) ?? query.get(name);
}

export function topOf(query: URLSearchParams, fallback: number, most: number): number {
  const top = option(query, 'top');
  if (top === null) return fallback;
  if (!/^\d+$/.test(top) || Number(top) < 1 || Number(top) > most)
    throw badRequest(
      `Invalid page size specified: '${top}'. Must be between 1 and ${String(most)} inclusive.`,
    );
  return Number(top);
}

export function skipTokenOf(query: URLSearchParams): unknown {
  const token = option(query, 'skiptoken');
  if (token === null) return undefined;
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    throw badRequest('The skip token is invalid or expired.');
  }
}

/** An absolute URL for the next page, to be used unchanged. */
export function nextLink(call: Call, query: URLSearchParams, token: unknown): string {
  const next = new URLSearchParams(query);
  next.delete('skiptoken');
  next.set('$skiptoken', Buffer.from(JSON.stringify(token)).toString('base64url'));
  // Graph does not percent-encode the `$` of option names.
  return `${call.origin}${call.path}?${next.toString().replaceAll('%24', '$')}`;
}

/** The first `top` items and whether there are more. */
export function takePage<T>(items: Iterable<T>, top: number): { page: T[]; more: boolean } {
  const page: T[] = [];
  for (const item of items) {
    if (page.length === top) return { page, more: true };
    page.push(item);
  }
  return { page, more: false };
}
