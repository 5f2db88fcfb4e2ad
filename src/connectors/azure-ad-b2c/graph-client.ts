import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  AuthenticationHandler,
  Client,
  type GraphRequest,
  HTTPMessageHandler,
  ResponseType,
} from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import { connectionFailure } from '../kit/connection-failure.ts';
import { checkAnswer, parseAnswer } from '../kit/parse-answer.ts';
import { readCapped } from '../kit/read-capped.ts';
import { usualLimits } from '../kit/vendor-request.ts';
import { batcher } from './graph-batch.ts';
import type { GraphAnswer, GraphItem } from './graph-call.ts';
import { graphFailure } from './graph-failure.ts';
import type { TokenSource } from './token-source.ts';

export interface GraphClient {
  /** Sends one request. Every status is an answer; only a missing or broken one throws. */
  call(item: GraphItem): Promise<GraphAnswer>;
  /**
   * Sends requests as one, 20 at a time; answers stand in the order of the requests. Reads that were throttled singly are sent again
   * alone after a short `Retry-After`; a long one is an answer like any other.
   * `inOrder`: each waits for the one before, and is not carried out when that one failed.
   */
  batch(items: readonly GraphItem[], order?: 'inOrder'): Promise<GraphAnswer[]>;
  /** Follows a collection to its end, page by page, from a path or from the link to a next page. */
  pages<T>(path: string, item: z.ZodType<T>, manner?: PagingManner): AsyncGenerator<T[]>;
  /** The failure an answer means. */
  failureOf(answer: GraphAnswer): SystemFailure;
}

export interface PagingManner {
  /** Awaited before each page. */
  readonly pace?: () => Promise<void>;
  /** Asks for the next page while the last one is being used; for collections that are read to their end. */
  readonly ahead?: boolean;
}

export interface GraphClientOptions {
  readonly graphUrl: string;
  readonly tokens: TokenSource;
  readonly timeoutSeconds: number;
  readonly now: () => Date;
  /** Replaced in tests. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/** Microsoft's client with a chain of our own: it sends, it neither retries nor follows redirects. */
export function graphClient(options: GraphClientOptions): GraphClient {
  const { tokens, now } = options;
  const base = new URL(options.graphUrl);
  const authentication = new AuthenticationHandler({ getAccessToken: () => tokens.get() });
  authentication.setNext(new HTTPMessageHandler());
  const sdk = Client.initWithMiddleware({
    middleware: authentication,
    baseUrl: `${options.graphUrl}/`,
    defaultVersion: 'v1.0',
    // The client gives the token to these hosts only.
    customHosts: new Set([base.hostname]),
  });

  async function exchange({ method, path, body }: GraphItem): Promise<Response> {
    const request: GraphRequest = sdk
      .api(path)
      .responseType(ResponseType.RAW)
      .header('client-request-id', randomUUID())
      .options({
        redirect: 'manual',
        signal: AbortSignal.timeout(options.timeoutSeconds * 1000),
      });
    const answer: unknown = await sendBy(request, method, body);
    if (answer instanceof Response) return answer;
    throw new SystemFailure('unexpected-answer', 'no HTTP answer');
  }

  async function once(item: GraphItem): Promise<GraphAnswer> {
    // First, so that the authority's refusal is not wrapped into an error of the client.
    await tokens.get();
    try {
      const response = await exchange(item);
      const text = await readCapped(response, usualLimits.maxBytes);
      const retryAfter = response.headers.get('retry-after');
      return { status: response.status, retryAfter, body: parsed(response.status, text) };
    } catch (error) {
      throw connectionFailure(error);
    }
  }

  async function call(item: GraphItem): Promise<GraphAnswer> {
    const answer = await once(item);
    if (answer.status !== 401) return answer;
    // A token may be taken back before its time; a rejected call had no effect, so it may be sent again.
    tokens.renew();
    return once(item);
  }

  const failureOf = (answer: GraphAnswer) => graphFailure(answer, now());

  return {
    call,
    failureOf,
    batch: batcher({ call, failureOf, now, wait: options.wait ?? setTimeout }),
    async *pages(path, item, { pace, ahead = false } = {}) {
      const shape = z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() });
      const read = async (from: string) => {
        await pace?.();
        const answer = await call({ method: 'GET', path: from });
        if (answer.status !== 200) throw failureOf(answer);
        const { value, '@odata.nextLink': next } = checkAnswer(answer.body, shape);
        return { value, next: next === undefined ? undefined : ownLink(next, base) };
      };
      let page = await read(path.startsWith('/') ? path : ownLink(path, base));
      for (;;) {
        const following = ahead && page.next !== undefined ? read(page.next) : undefined;
        // Whoever stops in the middle does not care how the next page ends.
        following?.catch(() => undefined);
        yield page.value;
        if (page.next === undefined) return;
        page = await (following ?? read(page.next));
      }
    },
  };
}

function sendBy(request: GraphRequest, method: GraphItem['method'], body: unknown) {
  switch (method) {
    case 'GET':
      return request.get();
    case 'POST':
      return request.post(body ?? {});
    case 'PATCH':
      return request.patch(body);
    case 'DELETE':
      return request.delete();
  }
}

/** A link to another host would take our token there. */
function ownLink(link: string, base: URL): string {
  const url = URL.parse(link);
  if (url?.origin === base.origin) return link;
  throw new SystemFailure('unexpected-answer', 'the next page is on another host');
}

function parsed(status: number, text: string): unknown {
  if (text === '') return undefined;
  if (status >= 200 && status < 300) return parseAnswer(text, z.unknown());
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
