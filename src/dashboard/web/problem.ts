/**
 * Why the API did not do what the page asked.
 *
 * - `key-needed`: the API asks for a key or a sign-in, or refused the key that was given
 * - `not-found`, `forbidden`: trying again changes nothing
 * - `unreachable`, `busy`, `failed`: the next try may succeed
 */
export type ProblemKind =
  'key-needed' | 'not-found' | 'forbidden' | 'rejected' | 'unreachable' | 'busy' | 'failed';

export class Problem extends Error {
  readonly kind: ProblemKind;
  /** Seconds the service asked to wait; null when it did not. */
  readonly retryAfter: number | null;

  constructor(kind: ProblemKind, message: string, retryAfter: number | null = null) {
    super(message);
    this.name = 'Problem';
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

const lasting: ReadonlySet<ProblemKind> = new Set([
  'key-needed',
  'not-found',
  'forbidden',
  'rejected',
]);

/** Whether the same call may succeed later. */
export function mayPass(problem: Problem): boolean {
  return !lasting.has(problem.kind);
}

/** The problem in an answer that is not 2xx. Its body may be problem+json or anything else. */
export async function problemOf(response: Response): Promise<Problem> {
  const detail = await detailOf(response);
  const { status } = response;
  if (status === 401) return new Problem('key-needed', 'The API asks who you are.');
  if (status === 403) return new Problem('forbidden', detail ?? 'Your role may not see that.');
  if (status === 404) return new Problem('not-found', 'There is no such request.');
  if (status === 429 || status === 503)
    return new Problem('busy', 'The service is busy.', retryAfterOf(response));
  if (status < 500)
    return new Problem('rejected', detail ?? `The API refused the call (${status}).`);
  return new Problem('failed', `The service answered with an error (${status}).`);
}

async function detailOf(response: Response): Promise<string | null> {
  try {
    const body: unknown = await response.json();
    if (typeof body !== 'object' || body === null || !('detail' in body)) return null;
    return typeof body.detail === 'string' ? body.detail : null;
  } catch {
    return null;
  }
}

function retryAfterOf(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
