import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import { bearer } from '../kit/auth.ts';
import { callsInTurn } from '../kit/calls-in-turn.ts';
import { parseAnswer } from '../kit/parse-answer.ts';
import { statusFailure } from '../kit/status-failure.ts';
import type { CallLimits, VendorAnswer } from '../kit/vendor-request.ts';

// OpenDSR 2.0: https://github.com/opengdpr/OpenDSR/blob/master/specification.md

const time = z.iso.datetime({ offset: true });

const created = z.object({ expected_completion_time: time });

const status = z.object({
  request_status: z.enum(['pending', 'in_progress', 'completed', 'cancelled']),
  expected_completion_time: time,
  results_url: z.url().nullish(),
  results_count: z.number().nullish(),
});

export type OpendsrStatus = z.infer<typeof status>;

const discovery = z.object({
  supported_identities: z.array(z.object({ identity_type: z.string() })),
  supported_subject_request_types: z.array(z.string()),
});

export interface Identity {
  readonly type: 'controller_customer_id' | 'email';
  readonly value: string;
}

export interface OpendsrRequest {
  /** A UUID of version 4 in lower case. */
  readonly id: string;
  readonly type: 'access' | 'erasure';
  readonly identity: Identity;
}

export interface OpendsrClient {
  discover(): Promise<z.infer<typeof discovery>>;
  /** @returns undefined when the processor knows no such request */
  statusOf(id: string): Promise<OpendsrStatus | undefined>;
  /** @returns the time at which the processor expects to be done (RFC 3339) */
  submit(request: OpendsrRequest): Promise<string>;
  /** Reads results, with our token only at the host of the processor. */
  results(url: string): Promise<unknown>;
}

interface ClientOptions {
  readonly baseUrl: string;
  readonly token: string;
  readonly regulation: 'gdpr' | 'ccpa';
  readonly limits: CallLimits;
  readonly simultaneousCalls: number;
  readonly now: () => Date;
}

export function opendsrClient(options: ClientOptions): OpendsrClient {
  const { limits, simultaneousCalls, regulation, now } = options;
  const base = options.baseUrl.replace(/\/+$/, '');
  const failureOf = ({ status: code, retryAfter }: VendorAnswer) =>
    code >= 200 && code < 300 ? null : statusFailure({ status: code, retryAfter }, now());
  const send = callsInTurn({
    limits,
    simultaneousCalls,
    failureOf: (answer) => (isUnknown(answer) ? null : failureOf(answer)),
  });
  const authorised = () => bearer(options.token).headers();

  async function call(method: 'GET' | 'POST', path: string, body?: object) {
    const sent = body === undefined ? {} : { body };
    return send({ method, url: base + path, headers: await authorised(), ...sent });
  }
  async function required<T>(answer: VendorAnswer, shape: z.ZodType<T>): Promise<T> {
    const failure = failureOf(answer);
    if (failure) throw failure;
    return Promise.resolve(parseAnswer(answer.text(), shape));
  }

  return {
    discover: async () => required(await call('GET', '/discovery'), discovery),
    async statusOf(id) {
      const answer = await call('GET', `/requests/${id}`);
      return isUnknown(answer) ? undefined : required(answer, status);
    },
    async submit({ id, type, identity }) {
      const answer = await call('POST', '/requests', {
        regulation,
        subject_request_id: id,
        subject_request_type: type,
        submitted_time: now().toISOString(),
        subject_identities: [
          {
            identity_type: identity.type,
            identity_value: identity.value,
            identity_format: 'raw',
          },
        ],
        api_version: '2.0',
      });
      return (await required(answer, created)).expected_completion_time;
    },
    async results(url) {
      const isOwn = new URL(url).origin === new URL(base).origin;
      const answer = await send({ method: 'GET', url, headers: isOwn ? await authorised() : {} });
      if (isUnknown(answer)) throw new SystemFailure('unexpected-answer', 'the results are gone');
      return required(answer, z.unknown());
    },
  };
}

/** The specification does not define the answer to an unknown id. Processors answer 404 with the error object of the specification. */
function isUnknown({ status: code, text }: VendorAnswer): boolean {
  if (code !== 404) return false;
  try {
    return typeof JSON.parse(text()) === 'object';
  } catch {
    return false;
  }
}
