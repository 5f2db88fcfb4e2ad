import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import { MarkExpired } from '../../ports/mark-expired.ts';
import { checkAnswer, parseAnswer } from '../kit/parse-answer.ts';
import { cooldown } from '../kit/cooldown.ts';
import { usualLimits, type VendorAnswer } from '../kit/vendor-request.ts';
import { batcher } from './graph-batch.ts';
import type { GraphAnswer, GraphItem } from './graph-call.ts';
import { graphFailure } from './graph-failure.ts';
import { graphSender } from './graph-sender.ts';
import type { TokenSource } from './token-source.ts';

export interface GraphClient {
  /**
   * Sends one request. Every status is returned as an answer.
   * @throws SystemFailure when the answer is missing or broken
   * @throws TurnLater while a `Retry-After` of the tenant holds
   */
  call(item: GraphItem): Promise<GraphAnswer>;
  /**
   * Sends requests in batches of 20. The answers are in the order of the requests. A single read that was throttled is sent again after a
   * short `Retry-After`. With a long `Retry-After`, the refusal is returned as its answer. `inOrder`: each request waits for the one before
   * and is not carried out when that one failed.
   */
  batch(items: readonly GraphItem[], order?: 'inOrder'): Promise<GraphAnswer[]>;
  /**
   * Reads a collection to its end, page by page, from a path or from the link to a next page. When a later page fails temporarily, it is
   * asked for again. A new try of the flow costs more than a repeated page, and many pages are refused when hosts share a quota.
   */
  pages<T>(path: string, item: z.ZodType<T>, manner?: PagingManner): AsyncGenerator<T[]>;
  /** The same, with the link to the next page; undefined on the last page. */
  linkedPages<T>(
    path: string,
    item: z.ZodType<T>,
    manner?: PagingManner,
  ): AsyncGenerator<LinkedPage<T>>;
  /** The failure that an error answer means. */
  failureOf(answer: GraphAnswer): SystemFailure;
}

export interface LinkedPage<T> {
  readonly items: T[];
  readonly next: string | undefined;
}

export interface PagingManner {
  /** Awaited before each page. `begun`: something was already read. Without `pace`, a page waits like any other call. */
  readonly pace?: (begun: boolean) => Promise<void>;
  /** Called for each refused page. */
  readonly refused?: (failure: SystemFailure) => void;
  /** True when something was read before the first page of this collection. */
  readonly begun?: boolean;
  /** Asks for the next page while the caller still uses the last one. Only for collections that are read to their end. */
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

/** How often one page is asked for, and the longest wait between two tries in seconds. Beyond these limits, the flow starts a new try. */
const mostTries = 8;
const longestWaitSeconds = 60;

/** Sends calls to Graph. The flow waits and repeats; only pages of a collection and items of a batch are repeated here, within limits. */
export function graphClient(options: GraphClientOptions): GraphClient {
  const { tokens, now, wait = setTimeout } = options;
  const base = new URL(options.graphUrl);
  const limits = { ...usualLimits, timeoutSeconds: options.timeoutSeconds };

  const toGraph = graphSender(options.graphUrl, tokens, limits);
  const sendOnce = async (item: GraphItem) =>
    toGraph(item.path.startsWith('/') ? item : { ...item, path: ownLink(item.path, base) });

  async function ask(item: GraphItem): Promise<VendorAnswer> {
    const answer = await sendOnce(item);
    if (answer.status !== 401) return answer;
    // A token may be revoked before it expires. A rejected call had no effect, so it may be sent again.
    tokens.renew();
    return sendOnce(item);
  }

  const failureOf = (answer: GraphAnswer) => graphFailure(answer, now());
  const hostCooldown = cooldown();
  const learn = (answer: GraphAnswer) => {
    if (answer.status >= 400) hostCooldown.learn(failureOf(answer));
  };

  async function call(item: GraphItem): Promise<GraphAnswer> {
    await hostCooldown.wait();
    const answer = answerOf(await ask(item));
    learn(answer);
    return answer;
  }

  const sendBatch = batcher({ call, failureOf, now, wait });

  async function askForPage(page: string, begun: boolean, manner: PagingManner) {
    const { pace = cooldownBeforePage, refused = hostCooldown.learn } = manner;
    for (let tries = 1; ; tries += 1) {
      await pace(begun);
      try {
        const answer = await ask({ method: 'GET', path: page });
        if (answer.status === 200) return answer;
        const failure = failureOf(answerOf(answer));
        // The link to a next page holds a token that Graph may stop accepting: `Directory_ExpiredPageToken`, or 400 without a code.
        const isStale = !page.startsWith('/') && [400, 410].includes(answer.status);
        if (isStale) throw new MarkExpired(failure);
        refused(failure);
        throw failure;
      } catch (error) {
        const seconds = begun && tries < mostTries ? secondsToWait(error, tries) : null;
        if (seconds === null) throw error;
        await wait(seconds * 1000);
      }
    }
  }

  const cooldownBeforePage = (begun: boolean) =>
    hostCooldown.wait(begun ? longestWaitSeconds : undefined);

  async function* linkedPages<T>(
    path: string,
    item: z.ZodType<T>,
    manner: PagingManner = {},
  ): AsyncGenerator<LinkedPage<T>> {
    const shape = z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() });
    let asked = askForPage(path, manner.begun ?? false, manner);
    for (;;) {
      // The next answer is kept as text until it is used, because parsed objects need several times the memory.
      const answer = answerOf(await asked);
      const { value, '@odata.nextLink': link } = checkAnswer(answer.body, shape);
      const next = link === undefined ? undefined : ownLink(link, base);
      if (manner.ahead === true && next !== undefined) {
        asked = askForPage(next, true, manner);
        // If the caller stops reading, an error of the next page must not become an unhandled rejection.
        asked.catch(() => undefined);
      }
      yield { items: value, next };
      if (next === undefined) return;
      if (manner.ahead !== true) asked = askForPage(next, true, manner);
    }
  }

  return {
    call,
    failureOf,
    async batch(items, order) {
      const answers = await sendBatch(items, order);
      answers.forEach(learn);
      return answers;
    },
    linkedPages,
    async *pages(path, item, manner) {
      for await (const { items } of linkedPages(path, item, manner)) yield items;
    },
  };
}

/** @returns null when waiting does not help, or would take too long for one page */
function secondsToWait(error: unknown, tries: number): number | null {
  if (!(error instanceof SystemFailure) || error instanceof MarkExpired) return null;
  if (error.code !== 'throttled' && error.code !== 'unavailable') return null;
  const seconds = error.retryAfter ?? 2 ** (tries - 1);
  return seconds <= longestWaitSeconds ? seconds : null;
}

const answerOf = ({ status, retryAfter, text }: VendorAnswer): GraphAnswer => ({
  status,
  retryAfter,
  body: parsed(status, text()),
});

/** Refuses a link to another host, because our token would be sent there. */
function ownLink(link: string, base: URL): string {
  const url = URL.parse(link);
  if (url?.origin === base.origin) return link;
  throw new SystemFailure('unexpected-answer', 'the next page is on another host');
}

const anyJson = z.unknown();

function parsed(status: number, text: string): unknown {
  if (text === '') return undefined;
  if (status >= 200 && status < 300) return parseAnswer(text, anyJson);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
