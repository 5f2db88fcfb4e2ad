import { Readable } from 'node:stream';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { answerHeaders, route, type HttpCall, type Route } from '../http/route.ts';
import type { Intake } from '../intake.ts';
import { problem, refuse } from '../problem.ts';
import { takeLine, type LineAnswer, type ParseLine } from './bulk-line.ts';
import { csvLines } from './csv-lines.ts';
import { readLines, type Line } from './read-lines.ts';

const mostLines = 100_000;
const mostBytesALine = 256 * 1024;
/** How many lines are processed at the same time. Their rows are written in common transactions. */
const atOnce = 32;

/** `/requests:bulk`: many requests in one file, one in each line. The answer has one line for each request. */
export function bulkRoute(intake: Intake): Route {
  return route(intake, { POST: { action: 'begin-in-bulk', handle: bulk(intake) } });
}

function bulk(intake: Intake) {
  return async (request: HttpRequest, call: HttpCall): Promise<HttpResponseInit> => {
    const lines = readLines(bytesOf(request), mostBytesALine);
    const file = await openFile(request.headers.get('content-type'), lines);
    // A sender may send the whole file before it reads any answer. So answers are kept until they are read, while the rest of the file is read.
    const answers = new Readable({ read: () => undefined });
    const answer = (one: LineAnswer): void => {
      answers.push(`${JSON.stringify(one)}\n`);
    };
    takeAll(intake, call, file, answer, () => answers.destroyed).then(
      (count) => {
        call.log.info('file read', { lines: count });
        answers.push(null);
      },
      (error: unknown) => {
        call.log.error('file not read to its end', error);
        answers.destroy(new Error('The file was not read to its end.'));
      },
    );
    return { headers: { 'content-type': 'application/x-ndjson', ...answerHeaders }, body: answers };
  };
}

interface OpenFile {
  readonly lines: AsyncGenerator<Line>;
  readonly parse: ParseLine;
  /** Lines before the first record. */
  readonly skipped: number;
}

async function openFile(
  contentType: string | null,
  lines: AsyncGenerator<Line>,
): Promise<OpenFile> {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-ndjson') return { lines, parse: jsonLine, skipped: 0 };
  if (type !== 'text/csv')
    return refuse('unsupported-media-type', 'Send application/x-ndjson or text/csv, in UTF-8.');
  const header = await lines.next();
  return { lines, parse: csvLines(header.done ? '' : header.value.text), skipped: 1 };
}

function jsonLine(text: string): object | null {
  try {
    const content: unknown = JSON.parse(text);
    const isObject = typeof content === 'object' && content !== null && !Array.isArray(content);
    return isObject ? content : null;
  } catch {
    return null;
  }
}

/** The answers have the order of the lines. @returns the number of lines */
async function takeAll(
  intake: Intake,
  call: HttpCall,
  { lines, parse, skipped }: OpenFile,
  answer: (one: LineAnswer) => void,
  isGone: () => boolean,
): Promise<number> {
  const underWay: Promise<LineAnswer>[] = [];
  let count = 0;
  const finishFirst = async (): Promise<void> => {
    const first = underWay.shift();
    if (first) answer(await first);
  };
  for await (const { number, text } of lines) {
    if (isGone()) break;
    if (text?.trim() === '') continue;
    const line = { number: number - skipped, text };
    count += 1;
    if (count > mostLines) {
      const detail = `Send the rest in another file: a file has at most ${String(mostLines)} lines.`;
      underWay.push(
        Promise.resolve({
          line: line.number,
          outcome: 'invalid',
          problem: problem('too-large', detail),
        }),
      );
      break;
    }
    const taken = takeLine(intake, call, parse, line);
    // The promise is awaited later. Until then, its rejection must not count as unhandled.
    taken.catch(() => undefined);
    underWay.push(taken);
    if (underWay.length >= atOnce) await finishFirst();
  }
  while (underWay.length > 0) await finishFirst();
  return count;
}

async function* bytesOf({ body }: HttpRequest): AsyncGenerator<Uint8Array> {
  if (body !== null) yield* body as AsyncIterable<Uint8Array>;
}
