import type { GraphContext } from './context.ts';
import { badRequest, GraphError } from './graph-error.ts';
import { tenantSettings } from './settings.ts';

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

interface PageToken {
  issuedAt: number;
  position: unknown;
}

/** Where the page begins; undefined for the first page. */
export function skipTokenOf({ state, tenant, query }: GraphContext): unknown {
  const token = option(query, 'skiptoken');
  if (token === null) return undefined;
  const { issuedAt, position } = readToken(token);
  const { pageTokenSeconds } = tenantSettings(state, tenant.id);
  if (state.clock.now() - issuedAt > pageTokenSeconds * 1000)
    throw new GraphError(
      400,
      'Directory_ExpiredPageToken',
      'The specified page token value has expired and can no longer be included in your request.',
    );
  return position;
}

function readToken(token: string): PageToken {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as PageToken;
  } catch {
    throw badRequest('The skip token is invalid.');
  }
}

/** An absolute URL for the next page, to be used unchanged. */
export function nextLink({ state, call, query }: GraphContext, position: unknown): string {
  const token: PageToken = { issuedAt: state.clock.now(), position };
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
