import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import { callsInTurn } from '../kit/calls-in-turn.ts';
import { effectId } from '../kit/effect-id.ts';
import { fieldOfJson } from '../kit/field-of-json.ts';
import { knownCode } from '../kit/known-code.ts';
import { parseAnswer } from '../kit/parse-answer.ts';
import { statusFailure } from '../kit/status-failure.ts';
import type { CallLimits, VendorAnswer } from '../kit/vendor-request.ts';
import { errorCodes } from './protocol.ts';

export interface ProcessorClient {
  /**
   * Sends one signed call and checks the signature of the answer.
   * @param id the id of the call. A service carries out an erasure once for each id. Left out: a new one.
   * @throws SystemFailure `unexpected-answer` for an answer that is not signed, `credentials-rejected` when the service refuses our signature
   */
  ask<T>(
    operation: 'find' | 'export' | 'erase' | 'status',
    body: object,
    shape: z.ZodType<T>,
    id?: string,
  ): Promise<T>;
  /** An id that is the same in every try of an effect. */
  effectId(about: readonly string[]): string;
}

interface ClientOptions {
  readonly baseUrl: string;
  /** Each call is signed with all of them. An answer may be signed with any of them. */
  readonly secrets: readonly [string, ...string[]];
  readonly limits: CallLimits;
  readonly simultaneousCalls: number;
  readonly now: () => Date;
}

/** Calls a service that speaks the Habeas processor protocol, signed in both directions as Standard Webhooks (standardwebhooks.com). */
export function processorClient(options: ClientOptions): ProcessorClient {
  const { limits, simultaneousCalls, now } = options;
  const base = options.baseUrl.replace(/\/+$/, '');
  const keys = options.secrets.map((secret) => new Webhook(secret));
  const send = callsInTurn({
    limits,
    simultaneousCalls,
    failureOf: (answer) => failureOf(answer, now()),
  });

  return {
    effectId: (about) => `msg_${effectId(options.secrets[0], about)}`,
    async ask(operation, body, shape, id = `msg_${randomUUID()}`) {
      const content = JSON.stringify(body);
      const sentAt = now();
      const answer = await send({
        method: 'POST',
        url: `${base}/${operation}`,
        content,
        headers: {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
          'webhook-signature': keys.map((key) => key.sign(id, sentAt, content)).join(' '),
        },
      });
      const text = answer.text();
      if (!isSigned(answer, text, id, keys))
        throw new SystemFailure('unexpected-answer', 'the answer is not signed by the service');
      return parseAnswer(text, shape);
    },
  };
}

/** An error without a code of the protocol may come from a proxy. Then a 404 does not show that the service understood the call. */
function failureOf({ status, retryAfter, text }: VendorAnswer, now: Date): SystemFailure | null {
  if (status >= 200 && status < 300) return null;
  const vendorCode = knownCode(fieldOfJson(text(), 'error'), errorCodes);
  const odd = status === 404 && vendorCode === null ? 'unexpected-answer' : undefined;
  return statusFailure({ status, retryAfter, vendorCode }, now, odd);
}

/** An answer has the id of its call, so nobody can use an earlier answer again. */
function isSigned(
  { header }: VendorAnswer,
  text: string,
  id: string,
  keys: readonly Webhook[],
): boolean {
  if (header?.('webhook-id') !== id) return false;
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': header('webhook-timestamp') ?? '',
    'webhook-signature': header('webhook-signature') ?? '',
  };
  return keys.some((key) => {
    try {
      key.verify(text, headers, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
}
