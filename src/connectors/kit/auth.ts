import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import { fieldOfJson } from './field-of-json.ts';
import { parseAnswer } from './parse-answer.ts';
import { send } from './send.ts';
import { statusFailure } from './status-failure.ts';
import type { CallLimits } from './vendor-request.ts';

/** How calls to one system are authenticated. */
export interface Auth {
  /** @throws SystemFailure when no token can be got */
  headers(): Promise<Readonly<Record<string, string>>>;
  /** Call this after the vendor has answered 401: a cached token is not used again. */
  rejected(): void;
}

const fixed = (headers: Readonly<Record<string, string>>): Auth => ({
  headers: () => Promise.resolve(headers),
  rejected: () => undefined,
});

/** RFC 6750. */
export const bearer = (token: string): Auth => fixed({ authorization: `Bearer ${token}` });

/** RFC 7617. */
export const basic = (user: string, password: string): Auth =>
  fixed({ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` });

/** A key in a header of the vendor's own. */
export const apiKey = (header: string, key: string): Auth => fixed({ [header]: key });

export interface ClientCredentials {
  /** The token endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  readonly limits: CallLimits;
  readonly now: () => Date;
}

/** A token that expires within this time, in milliseconds, is replaced. */
const spareMs = 60_000;

const answerShape = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});

/** The error codes of an authority that does not accept the client (RFC 6749, section 5.2). */
const rejections = ['invalid_client', 'unauthorized_client', 'invalid_grant'];

/** OAuth 2.0 client credentials (RFC 6749, section 4.4). A token is cached until it expires. Simultaneous calls share one request for it. */
export function clientCredentials(options: ClientCredentials): Auth {
  const { tokenUrl, limits, now } = options;
  let kept: { readonly token: string; readonly until: number } | undefined;
  let asked: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const form = {
      grant_type: 'client_credentials',
      client_id: options.clientId,
      client_secret: options.clientSecret,
      ...(options.scope !== undefined && { scope: options.scope }),
    };
    const answer = await send({ method: 'POST', url: tokenUrl, form }, limits);
    const { status, retryAfter } = answer;
    const text = answer.text();
    if (rejections.includes(fieldOfJson(text, 'error') ?? ''))
      throw new SystemFailure('credentials-rejected', `HTTP ${String(status)} from the authority`);
    if (status !== 200) throw statusFailure({ status, retryAfter }, now());
    const { access_token: token, expires_in: seconds } = parseAnswer(text, answerShape);
    kept = { token, until: now().getTime() + seconds * 1000 - spareMs };
    return token;
  }

  return {
    async headers() {
      const fresh = kept !== undefined && kept.until > now().getTime() ? kept.token : undefined;
      const token =
        fresh ??
        (await (asked ??= ask().finally(() => {
          asked = undefined;
        })));
      return { authorization: `Bearer ${token}` };
    },
    rejected() {
      kept = undefined;
    },
  };
}
