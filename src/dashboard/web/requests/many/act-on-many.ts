import type { RequestView } from '../../../../doors/http/api-shapes.ts';
import type { Api } from '../../calls/api.ts';
import { Problem } from '../../calls/problem.ts';

export type ManyAction = 'approve' | 'retry' | 'withdraw';

/** The result for one request of several. */
export interface Outcome {
  readonly request: RequestView;
  /** Why the service refused; null when it was done. */
  readonly refusal: string | null;
}

/** The progress of the action. */
export interface Watcher {
  readonly progress: (done: number) => void;
  /** The number of seconds that the service asked to wait. */
  readonly pausing: (seconds: number) => void;
  readonly wait: (seconds: number) => Promise<void>;
}

/** Reads the requests one after another, so that the preview shows what each is now and whether the action is possible. */
export async function readMany(
  api: Pick<Api, 'request'>,
  ids: readonly string[],
  watcher: Watcher,
): Promise<readonly RequestView[]> {
  const requests: RequestView[] = [];
  for (const id of ids) {
    const { signal } = new AbortController();
    requests.push(await patiently(() => api.request(id, signal), watcher));
    watcher.progress(requests.length);
  }
  return requests;
}

/** Takes the action on each request. A refusal of one does not stop the others. An approval names the plan that was read. */
export async function actOnMany(
  api: Pick<Api, 'act'>,
  requests: readonly RequestView[],
  action: ManyAction,
  body: object,
  watcher: Watcher,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const request of requests) {
    const { id, planHash } = request;
    const sent = action === 'approve' && planHash !== null ? { ...body, planHash } : body;
    const refusal = await patiently(() => api.act(id, action, sent), watcher).then(
      () => null,
      messageOf,
    );
    outcomes.push({ request, refusal });
    watcher.progress(outcomes.length);
  }
  return outcomes;
}

const mostWaits = 5;

/** A person may make 60 calls a minute. Beyond that the service asks to wait, and the call is made again. */
async function patiently<T>(call: () => Promise<T>, { pausing, wait }: Watcher): Promise<T> {
  for (let waits = 0; ; waits += 1)
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'busy' || waits === mostWaits) throw error;
      const seconds = error.retryAfter ?? 5;
      pausing(seconds);
      await wait(seconds);
    }
}

function messageOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  throw error;
}
