import { acceptRequest } from '../accept-request.ts';
import { actorOf } from '../http/actor-of.ts';
import { idempotencyKeyOf } from '../http/idempotency-key.ts';
import type { HttpCall } from '../http/route.ts';
import type { Intake } from '../intake.ts';
import { problem, Refused, type Problem } from '../problem.ts';
import type { Line } from './read-lines.ts';

/** Reads a body from the text of a line; null when the line cannot be read. */
export type ParseLine = (text: string) => object | null;

/** The answer for one line. */
export type LineAnswer =
  | {
      readonly line: number;
      readonly outcome: 'created' | 'repeated' | 'already-open';
      readonly id: string;
    }
  | { readonly line: number; readonly outcome: 'invalid'; readonly problem: Problem };

const outcomes = { accepted: 'created', repeated: 'repeated', alike: 'already-open' } as const;

/**
 * Accepts the request of one line completely, or not at all.
 * @throws StorageAway, and every other error that the sender did not cause
 */
export async function takeLine(
  intake: Intake,
  call: HttpCall,
  parse: ParseLine,
  { number: line, text }: Line,
): Promise<LineAnswer> {
  try {
    const { idempotencyKey, ...body } = fieldsOf(text, parse);
    const { request, kind } = await acceptRequest(intake, call, {
      caller: call.caller.mark,
      actor: actorOf(call.caller),
      door: 'bulk',
      idempotencyKey: keyOf(idempotencyKey),
      body,
    });
    return { line, outcome: outcomes[kind], id: request.id };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { line, outcome: 'invalid', problem: error.problem };
  }
}

function fieldsOf(text: string | null, parse: ParseLine): { idempotencyKey?: unknown } {
  if (text === null)
    throw new Refused(problem('too-large', 'A line has at most 256 KiB, in UTF-8.'));
  const body = parse(text);
  if (body === null) throw new Refused(problem('invalid-json', 'This line cannot be read.'));
  return body;
}

function keyOf(given: unknown): string | null {
  if (given === undefined || given === null) return null;
  if (typeof given !== 'string')
    throw new Refused(problem('invalid-request', 'idempotencyKey: a text of 1 to 255 characters.'));
  return idempotencyKeyOf(given);
}
