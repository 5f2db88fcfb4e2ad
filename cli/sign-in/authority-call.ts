import { CommandFailure } from '../command-failure.ts';
import { exitCodes } from '../exit-codes.ts';

const timeoutMs = 30_000;

/** An error answer of an authority: RFC 6749, section 5.2. */
export interface AuthorityError {
  readonly error: string;
}

/** @throws CommandFailure when the address does not answer with JSON and 200 */
export async function readJson<T>(url: string): Promise<T> {
  const { ok, body } = await send(url, {});
  return ok ? (body as T) : away(url);
}

/**
 * Sends a form to an authority.
 * @returns the answer, or the error that the authority names
 * @throws CommandFailure when the authority does not answer, or its answer is not one of OAuth
 */
export async function postForm<T>(
  url: string,
  fields: Readonly<Record<string, string>>,
): Promise<T | AuthorityError> {
  const { ok, body } = await send(url, { method: 'POST', body: new URLSearchParams(fields) });
  return ok || isError(body) ? (body as T | AuthorityError) : away(url);
}

export const isError = (answer: unknown): answer is AuthorityError =>
  typeof (answer as Partial<AuthorityError>).error === 'string';

async function send(url: string, init: RequestInit): Promise<{ ok: boolean; body: object }> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, { ...init, signal, redirect: 'error' });
    const body = (await answer.json()) as object | null;
    return { ok: answer.ok, body: body ?? {} };
  } catch {
    return away(url);
  }
}

function away(url: string): never {
  throw new CommandFailure(
    `${new URL(url).origin} did not answer as expected. Try again, and check that this machine reaches it and trusts its certificate.`,
    exitCodes.unreachable,
  );
}
