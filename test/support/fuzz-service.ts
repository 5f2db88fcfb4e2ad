import fc from 'fast-check';
import { canary, describedCalls, type MadeCall, type OpenApi } from './described-request.ts';

/** The result of a run of generated calls. */
export interface FuzzResult {
  readonly calls: number;
  /** How many answers had each status. */
  readonly statuses: Readonly<Record<string, number>>;
  /**
   * Violations: answers with 5xx, answers with a status that the document does not name, answers that repeat values of the call, and calls
   * without an answer.
   */
  readonly wrong: readonly string[];
}

interface FuzzOptions {
  readonly calls: number;
  readonly seed: number;
  readonly atOnce?: number;
  /** A call without an answer after this time counts as hanging. */
  readonly patienceMs?: number;
}

/**
 * Generates calls from the OpenAPI document of a running service, and sends them.
 * @param api its address, such as `http://127.0.0.1:7071/api`
 */
export async function fuzzService(
  api: string,
  { calls, seed, atOnce = 8, patienceMs = 60_000 }: FuzzOptions,
): Promise<FuzzResult> {
  const document = (await (await fetch(`${api}/openapi.json`)).json()) as OpenApi;
  const made = fc.sample(describedCalls(document), { numRuns: calls, seed });
  const statuses: Record<string, number> = {};
  const wrong: string[] = [];
  let next = 0;
  const begun = await fetch(`${api}/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'access', subject: { emails: ['fuzz@example.org'] } }),
  });
  let { id: known } = (await begun.json()) as { id: string };
  async function work(): Promise<void> {
    for (let one = made[next++]; one; one = made[next++]) {
      // Half of the calls are about a request that exists.
      const params = next % 2 === 0 ? one.params : { ...one.params, id: known };
      const { status, problem, newest } = await send(api, { ...one, params }, patienceMs);
      known = newest ?? known;
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (problem !== null) wrong.push(`${one.method} ${one.template}: ${status} ${problem}`);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return { calls, statuses, wrong };
}

async function send(
  api: string,
  made: MadeCall,
  patienceMs: number,
): Promise<{ status: string; problem: string | null; newest?: string | undefined }> {
  const path = made.template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent((made.params[name] ?? '').toWellFormed()),
  );
  try {
    const answer = await fetch(`${api}${path}?${made.query}`, {
      method: made.method,
      headers: { ...(made.contentType && { 'content-type': made.contentType }), ...made.headers },
      ...(made.body !== undefined && { body: made.body }),
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await answer.text();
    const newest = answer.headers.get('location')?.split('/').at(-1);
    return { status: String(answer.status), problem: problemOf(made, answer.status, text), newest };
  } catch (error) {
    return { status: 'none', problem: error instanceof Error ? error.name : 'failed' };
  }
}

function problemOf({ operation }: MadeCall, status: number, text: string): string | null {
  if (status >= 500) return text;
  if (!(String(status) in operation.responses) && status !== 404 && status !== 405)
    return 'is not described';
  // An accepted request shows its reference again. A refusal shows nothing of what was sent.
  return status >= 400 && text.toLowerCase().includes(canary.toLowerCase())
    ? 'shows what was sent'
    : null;
}
