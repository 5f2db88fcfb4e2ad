import { randomUUID } from 'node:crypto';
import {
  AuthenticationHandler,
  Client,
  type Context,
  GraphClientError,
  type GraphRequest,
  type Middleware,
  ResponseType,
} from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { send } from '../kit/send.ts';
import type { CallLimits, VendorAnswer } from '../kit/vendor-request.ts';
import type { GraphItem } from './graph-call.ts';
import type { TokenSource } from './token-source.ts';

/** Sends one request, once. The path may be the link to a next page. */
export type GraphSender = (item: GraphItem) => Promise<VendorAnswer>;

/**
 * Microsoft's client, with two middlewares: Microsoft's own adds the token to requests to the host of Graph, ours sends them. Microsoft's
 * middleware for retries is left out, because the flow waits; it would also cut a `Retry-After` short.
 * @param graphUrl https; the client sends the token to no other address
 */
export function graphSender(
  graphUrl: string,
  tokens: TokenSource,
  limits: CallLimits,
): GraphSender {
  const getAccessToken = () => keepingError(() => tokens.get());
  const client = Client.initWithMiddleware({
    middleware: [new AuthenticationHandler({ getAccessToken }), sending(limits)],
    baseUrl: `${graphUrl}/`,
    customHosts: new Set([new URL(graphUrl).hostname]),
  });
  return async (item) => {
    const request = client
      .api(item.path)
      .header('client-request-id', randomUUID())
      .responseType(ResponseType.RAW);
    if (item.version) request.version(item.version);
    return answerOf(() => methods[item.method](request, item.body));
  };
}

const methods: Record<
  GraphItem['method'],
  (request: GraphRequest, body: unknown) => Promise<unknown>
> = {
  GET: (request) => request.get(),
  POST: (request, body) => request.post(body),
  PATCH: (request, body) => request.patch(body),
  DELETE: (request) => request.delete(),
};

/** The client needs a `Response`. The text stays unparsed, because a body that the client parses needs several times the memory. */
class RawAnswer extends Response {
  readonly answer: VendorAnswer;

  constructor(answer: VendorAnswer) {
    super(null);
    this.answer = answer;
  }
}

const prepared = z.object({
  method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
});

function sending(limits: CallLimits): Middleware {
  return {
    async execute(context: Context) {
      const { method, headers, body } = prepared.parse(context.options);
      const url = z.string().parse(context.request);
      const content: unknown = body === undefined ? undefined : JSON.parse(body);
      const answer = await keepingError(() =>
        send({ method, url, headers, ...(content !== undefined && { body: content }) }, limits),
      );
      context.response = new RawAnswer(answer);
    },
  };
}

/** The client replaces every error by its own error, unless the error has its own class. So our error is wrapped in that class. */
async function keepingError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw Object.assign(new GraphClientError('the request was not sent'), { cause });
  }
}

async function answerOf(request: () => Promise<unknown>): Promise<VendorAnswer> {
  try {
    const raw = await request();
    if (raw instanceof RawAnswer) return raw.answer;
  } catch (error) {
    throw error instanceof GraphClientError && error.cause instanceof Error ? error.cause : error;
  }
  throw new Error('The Graph client returned no raw answer.');
}
