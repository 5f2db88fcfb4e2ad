import { texts } from '../texts/texts.ts';

/**
 * Why the API did not do what the page asked.
 *
 * - `key-needed`: the API asks for a key or a sign-in, or refused the key that was given
 * - `not-found`, `forbidden`, `conflict`, `rejected`: trying again changes nothing
 * - `unreachable`, `busy`, `failed`: the next try may succeed
 */
export type ProblemKind =
  | 'key-needed'
  | 'not-found'
  | 'forbidden'
  | 'conflict'
  | 'rejected'
  | 'unreachable'
  | 'busy'
  | 'failed';

/** What the API says in addition to the message. */
interface Particulars {
  /** Seconds that the service asked to wait. */
  readonly retryAfter?: number | null;
  /** The current state of the request, if the state was the reason. */
  readonly state?: string | null;
}

export class Problem extends Error {
  readonly kind: ProblemKind;
  /** Null when the service did not ask to wait. */
  readonly retryAfter: number | null;
  /** Null if the state of a request was not the reason. */
  readonly state: string | null;

  constructor(
    kind: ProblemKind,
    message: string,
    { retryAfter = null, state = null }: Particulars = {},
  ) {
    super(message);
    this.name = 'Problem';
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.state = state;
  }
}

const lasting: ReadonlySet<ProblemKind> = new Set([
  'key-needed',
  'not-found',
  'forbidden',
  'conflict',
  'rejected',
]);

/** Whether the same call may succeed later. */
export function mayPass(problem: Problem): boolean {
  return !lasting.has(problem.kind);
}

/** The problem in an answer that is not 2xx. Its body may be problem+json or anything else. */
export async function problemOf(response: Response): Promise<Problem> {
  const { detail, state } = await bodyOf(response);
  const { status } = response;
  const words = texts().problems;
  if (status === 401) return new Problem('key-needed', words.whoAreYou);
  if (status === 403) return new Problem('forbidden', detail ?? words.forbidden);
  if (status === 404) return new Problem('not-found', words.notFound);
  if (status === 409) return new Problem('conflict', detail ?? words.refused(409), { state });
  if (status === 429 || status === 503)
    return new Problem('busy', words.busy, { retryAfter: retryAfterOf(response) });
  if (status < 500) return new Problem('rejected', detail ?? words.refused(status));
  return new Problem('failed', words.failed(status));
}

async function bodyOf(
  response: Response,
): Promise<{ detail: string | null; state: string | null }> {
  try {
    const body = (await response.json()) as Readonly<Record<string, unknown>> | null;
    const code = body?.['code'];
    const known = typeof code === 'string' ? texts().problems.byCode[code] : undefined;
    return { detail: known ?? textOf(body?.['detail']), state: textOf(body?.['state']) };
  } catch {
    return { detail: null, state: null };
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function retryAfterOf(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
