import { cloudEvent } from '../../delivery/cloud-event.ts';
import { acceptRequest, checkSubmission, type Receipt } from '../accept-request.ts';
import type { Call, Intake } from '../intake.ts';
import { isTooDeep } from '../nesting.ts';
import { messageContent } from './message-content.ts';
import { problem, Refused, type Problem, type ProblemCode } from '../problem.ts';

/** A message of `dsar-requests`, as the Functions host passes it on. */
export interface QueuedMessage {
  /** The id of the storage message. It is the same on every delivery. */
  readonly id: string;
  /** The parsed JSON, or the text when it is not JSON. The text may be JSON in base64. */
  readonly content: unknown;
}

const caller = 'queue';
const mostKeyCharacters = 255;

/**
 * Accepts a request from the queue and sends the result to `dsar-status`. A message that cannot be accepted goes to the poison queue at
 * once.
 * @throws StorageAway, and every other error that may be temporary. The host then delivers the message again.
 */
export async function takeFromQueue(
  intake: Intake,
  call: Call,
  { id, content }: QueuedMessage,
): Promise<void> {
  const message = { id, content: messageContent(content) };
  try {
    const receipt = await acceptRequest(intake, call, {
      caller,
      actor: { kind: 'key' },
      door: 'queue',
      ...opened(message),
    });
    await intake.statusQueue.send(acceptedEvent(intake, message, receipt));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    call.log.warn('message not accepted', { messageId: message.id, code: error.problem.code });
    await intake.poisonQueue.put(textOf(message.content));
    if (isReadable(message.content))
      await intake.statusQueue.send(rejectedEvent(intake, message, error.problem));
  }
}

/**
 * Why a message of the poison queue would be refused now. Nothing is registered.
 * @returns null when it would be accepted: then it failed for another reason, or the configuration has changed since
 */
export function problemOfMessage(intake: Intake, text: string): ProblemCode | null {
  try {
    checkSubmission(intake, opened({ id: 'x', content: messageContent(text) }).body);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.problem.code;
    throw error;
  }
}

/** @throws Refused when the message is not JSON or its `idempotencyKey` is invalid */
function opened({ id, content }: QueuedMessage): { idempotencyKey: string; body: unknown } {
  if (!isReadable(content))
    throw new Refused(problem('invalid-json', 'Send one JSON object, as plain text or in base64.'));
  if (!isFields(content)) return { idempotencyKey: id, body: content };
  const { idempotencyKey = id, ...body } = content;
  if (typeof idempotencyKey === 'string' && isKey(idempotencyKey)) return { idempotencyKey, body };
  throw new Refused(
    problem('invalid-request', 'Correct the fields listed in errors and send it again.', {
      errors: [{ pointer: '#/idempotencyKey', detail: 'A text of 1 to 255 characters.' }],
    }),
  );
}

function isKey(text: string): boolean {
  return text.length >= 1 && text.length <= mostKeyCharacters;
}

/** A message that is not JSON stays text. */
function isReadable(content: unknown): boolean {
  return typeof content !== 'string' && content !== undefined;
}

function isFields(content: unknown): content is Record<string, unknown> {
  return typeof content === 'object' && content !== null && !Array.isArray(content);
}

/** The body for the poison queue. Deeply nested content is left out, because `JSON.stringify` would overflow the stack. */
function textOf(content: unknown): string {
  if (content === undefined) return '';
  if (isTooDeep(content)) return JSON.stringify({ left: 'out', why: 'nested too deeply' });
  return typeof content === 'string' ? content : JSON.stringify(content);
}

function acceptedEvent(intake: Intake, { id: messageId }: QueuedMessage, { request }: Receipt) {
  const { id, reference } = request;
  return cloudEvent({
    id: `${messageId}.accepted`,
    source: intake.publicUrl,
    type: 'habeas.request.accepted.v1',
    subject: id,
    time: intake.now().toISOString(),
    data: { id, reference, messageId },
  });
}

function rejectedEvent(intake: Intake, { id: messageId, content }: QueuedMessage, why: Problem) {
  return cloudEvent({
    id: `${messageId}.rejected`,
    source: intake.publicUrl,
    type: 'habeas.request.rejected.v1',
    time: intake.now().toISOString(),
    data: { messageId, reference: referenceOf(content), problem: why },
  });
}

/** The reference if it is valid, else null. An invalid reference may hold personal data. */
function referenceOf(content: unknown): string | null {
  const reference = isFields(content) ? content['reference'] : null;
  return typeof reference === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(reference)
    ? reference
    : null;
}
