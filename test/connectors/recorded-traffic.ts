import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { replaceAnswers } from './answers-replaced.ts';

export interface Exchanged {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly sent: unknown;
  readonly status: number;
  readonly received: unknown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface BatchBody {
  readonly requests: readonly { id: string; method: string; url: string; body?: unknown }[];
}
interface BatchAnswer {
  readonly responses: readonly { id: string; status: number; body?: unknown }[];
}

/** The items of a `$batch` are listed as separate calls. */
function itemsOf(sent: unknown, received: unknown): Exchanged[] {
  const { requests } = sent as BatchBody;
  const { responses } = received as BatchAnswer;
  return requests.map(({ id, method, url, body }) => {
    const answer = responses.find((each) => each.id === id);
    return {
      method,
      target: `/v1.0${url}`,
      sent: body,
      status: answer?.status ?? 0,
      received: answer?.body,
    };
  });
}

/** Records every call that a connector makes during `work`. */
export async function recordTraffic(work: () => Promise<void>): Promise<Exchanged[]> {
  const traffic: Exchanged[] = [];
  const stop = replaceAnswers(async (answer, { method, url, sent: sentText }) => {
    const body = await text(answer);
    const { statusCode: status = 0 } = answer;
    const { pathname, search } = url;
    const [sent, received] = [parsed(sentText()), parsed(body)];
    traffic.push({ method, target: pathname + search, sent, status, received });
    if (pathname.endsWith('/$batch')) traffic.push(...itemsOf(sent, received));
    return again(answer, body);
  });
  try {
    await work();
  } finally {
    stop();
  }
  return traffic;
}

function again({ statusCode, headers }: IncomingMessage, body: string): IncomingMessage {
  const answer = Object.assign(new IncomingMessage(new Socket()), {
    statusCode,
    headers,
    complete: true,
  });
  answer.push(body);
  answer.push(null);
  return answer;
}
