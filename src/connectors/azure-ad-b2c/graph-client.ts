import { randomUUID } from 'node:crypto';
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
import { inChunks } from '../kit/in-chunks.ts';
import { checkAnswer, parseAnswer } from '../kit/parse-answer.ts';
import { readCapped } from '../kit/read-capped.ts';
import { usualLimits } from '../kit/vendor-request.ts';
import { graphFailure } from './graph-failure.ts';
import type { TokenSource } from './token-source.ts';

/** https://learn.microsoft.com/graph/json-batching */
const mostInBatch = 20;

export interface GraphItem {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the version, with its query, such as `/users?$top=1`. */
  readonly path: string;
  readonly body?: unknown;
}

export interface GraphAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Undefined for an empty body, and for one that is not JSON under an error status. */
  readonly body: unknown;
}

export interface GraphClient {
  /** Sends one request. Every status is an answer; only a missing or broken one throws. */
  call(item: GraphItem): Promise<GraphAnswer>;
  /**
   * Sends requests as one, 20 at a time; answers stand in the order of the requests.
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
}

const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    }),
  ),
});

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

  async function batchOnce(items: readonly GraphItem[], inOrder: boolean): Promise<GraphAnswer[]> {
    const requests = items.map((item, index) => requestOf(item, index, inOrder));
    const answer = await call({ method: 'POST', path: '/$batch', body: { requests } });
    if (answer.status !== 200) throw failureOf(answer);
    const { responses } = checkAnswer(answer.body, batchAnswer);
    const byId = new Map(responses.map((response) => [response.id, response]));
    return items.map((_, index) => answerOf(byId.get(String(index + 1))));
  }

  return {
    call,
    failureOf,
    async batch(items, order) {
      const answers: GraphAnswer[] = [];
      for (const chunk of inChunks(items, mostInBatch)) {
        answers.push(...(await batchOnce(chunk, order === 'inOrder')));
      }
      return answers;
    },
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

function requestOf({ method, path, body }: GraphItem, index: number, inOrder: boolean) {
  return {
    id: String(index + 1),
    method,
    url: path,
    headers: {
      'client-request-id': randomUUID(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    ...(inOrder && index > 0 ? { dependsOn: [String(index)] } : {}),
  };
}

type BatchResponse = z.infer<typeof batchAnswer>['responses'][number];

function answerOf(response: BatchResponse | undefined): GraphAnswer {
  if (!response) throw new SystemFailure('unexpected-answer', 'the batch left an answer out');
  const { status, headers = {}, body } = response;
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'retry-after');
  return { status, retryAfter: name === undefined ? null : (headers[name] ?? null), body };
}
