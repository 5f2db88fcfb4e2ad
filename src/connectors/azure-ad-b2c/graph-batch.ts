import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import { inChunks } from '../kit/in-chunks.ts';
import { checkAnswer } from '../kit/parse-answer.ts';
import { retryAfterSeconds } from '../kit/retry-after.ts';
import type { GraphAnswer, GraphItem } from './graph-call.ts';

/** https://learn.microsoft.com/graph/json-batching */
const mostItems = 20;

/** In seconds. For a longer wait the flow waits, on a durable timer. */
const longestWaitSeconds = 5;
const mostRounds = 3;

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

type BatchResponse = z.infer<typeof batchAnswer>['responses'][number];

export interface BatcherOptions {
  readonly call: (item: GraphItem) => Promise<GraphAnswer>;
  readonly failureOf: (answer: GraphAnswer) => SystemFailure;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

type Batch = (items: readonly GraphItem[], order?: 'inOrder') => Promise<GraphAnswer[]>;

/** Creates the `batch` method of a Graph client from its `call` method. */
export function batcher({ call, failureOf, now, wait }: BatcherOptions): Batch {
  async function once(items: readonly GraphItem[], inOrder: boolean): Promise<GraphAnswer[]> {
    const requests = items.map((item, index) => requestOf(item, index, inOrder));
    const answer = await call({ method: 'POST', path: '/$batch', body: { requests } });
    if (answer.status !== 200) throw failureOf(answer);
    const { responses } = checkAnswer(answer.body, batchAnswer);
    const byId = new Map(responses.map((response) => [response.id, response]));
    return items.map((_, index) => answerOf(byId.get(String(index + 1))));
  }

  /** The reads that were throttled only for a short time, and the seconds to wait before they are sent again. */
  function throttledShortly(items: readonly GraphItem[], answers: readonly GraphAnswer[]) {
    const throttled = items.flatMap((item, index) => {
      const { status, retryAfter = null } = answers[index] ?? {};
      const isThrottled = item.method === 'GET' && status === 429;
      return isThrottled ? [{ index, seconds: retryAfterSeconds(retryAfter, now()) }] : [];
    });
    // Identity Protection names no time to wait. Its items are not sent again here, and do not stop the others from being sent again.
    const told = throttled.flatMap(({ index, seconds }) =>
      seconds === null ? [] : [{ index, seconds }],
    );
    const longest = Math.max(0, ...told.map(({ seconds }) => seconds));
    const indexes = longest <= longestWaitSeconds ? told.map(({ index }) => index) : [];
    return { indexes, seconds: longest };
  }

  async function chunkOf(items: readonly GraphItem[]): Promise<GraphAnswer[]> {
    const answers = await once(items, false);
    for (let round = 1; round < mostRounds; round += 1) {
      const { indexes, seconds } = throttledShortly(items, answers);
      if (indexes.length === 0) break;
      await wait(seconds * 1000);
      const again = await once(
        indexes.flatMap((index) => items[index] ?? []),
        false,
      );
      indexes.forEach((index, position) => {
        const answer = again[position];
        if (answer) answers[index] = answer;
      });
    }
    return answers;
  }

  return async (items, order) => {
    const answers: GraphAnswer[] = [];
    for (const chunk of inChunks(items, mostItems)) {
      answers.push(...(await (order === 'inOrder' ? once(chunk, true) : chunkOf(chunk))));
    }
    return answers;
  };
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

function answerOf(response: BatchResponse | undefined): GraphAnswer {
  if (!response) throw new SystemFailure('unexpected-answer', 'the batch left an answer out');
  const { status, headers = {}, body } = response;
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'retry-after');
  return { status, retryAfter: name === undefined ? null : (headers[name] ?? null), body };
}
