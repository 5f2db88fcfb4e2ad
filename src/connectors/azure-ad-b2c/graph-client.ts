import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import { checkAnswer, parseAnswer } from '../kit/parse-answer.ts';
import { send } from '../kit/send.ts';
import { usualLimits, type VendorAnswer } from '../kit/vendor-request.ts';
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

/** Sends, and does nothing of its own accord: waiting and repeating are the flow's. */
export function graphClient(options: GraphClientOptions): GraphClient {
  const { tokens, now } = options;
  const base = new URL(options.graphUrl);
  const limits = { ...usualLimits, timeoutSeconds: options.timeoutSeconds };

  async function sendOnce({ method, path, body }: GraphItem): Promise<VendorAnswer> {
    const headers = {
      authorization: `Bearer ${await tokens.get()}`,
      'client-request-id': randomUUID(),
    };
    const url = path.startsWith('/') ? `${options.graphUrl}/v1.0${path}` : ownLink(path, base);
    return send({ method, url, headers, body }, limits);
  }

  async function ask(item: GraphItem): Promise<VendorAnswer> {
    const answer = await sendOnce(item);
    if (answer.status !== 401) return answer;
    // A token may be taken back before its time; a rejected call had no effect, so it may be sent again.
    tokens.renew();
    return sendOnce(item);
  }

  const call = async (item: GraphItem) => answerOf(await ask(item));
  const failureOf = (answer: GraphAnswer) => graphFailure(answer, now());

  return {
    call,
    failureOf,
    batch: batcher({ call, failureOf, now, wait: options.wait ?? setTimeout }),
    async *pages(path, item, { pace, ahead = false } = {}) {
      const shape = z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() });
      const askFor = async (page: string) => {
        await pace?.();
        return ask({ method: 'GET', path: page });
      };
      let asked = askFor(path);
      for (;;) {
        // An answer waits as text: made of objects it takes several times the room.
        const answer = answerOf(await asked);
        if (answer.status !== 200) throw failureOf(answer);
        const { value, '@odata.nextLink': link } = checkAnswer(answer.body, shape);
        const next = link === undefined ? undefined : ownLink(link, base);
        if (ahead && next !== undefined) {
          asked = askFor(next);
          // Whoever stops in the middle does not care how the next page ends.
          asked.catch(() => undefined);
        }
        yield value;
        if (next === undefined) return;
        if (!ahead) asked = askFor(next);
      }
    },
  };
}

const answerOf = ({ status, retryAfter, text }: VendorAnswer): GraphAnswer => ({
  status,
  retryAfter,
  body: parsed(status, text),
});

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
