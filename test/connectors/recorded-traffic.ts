export interface Exchanged {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly sent: unknown;
  readonly status: number;
  readonly received: unknown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface BatchBody {
  readonly requests: readonly { id: string; method: string; url: string; body?: unknown }[];
}
interface BatchAnswer {
  readonly responses: readonly { id: string; status: number; body?: unknown }[];
}

/** The items of a `$batch` are calls of their own. */
function itemsOf(sent: unknown, received: unknown): Exchanged[] {
  const { requests } = sent as BatchBody;
  const { responses } = received as BatchAnswer;
  return requests.map(({ id, method, url, body }) => {
    const answer = responses.find((each) => each.id === id);
    return {
      method,
      target: `/v1.0${url}`,
      sent: body,
      status: answer?.status ?? 0,
      received: answer?.body,
    };
  });
}

/** Listens to every call made by `fetch` while `work` is done. */
export async function recordTraffic(work: () => Promise<void>): Promise<Exchanged[]> {
  const traffic: Exchanged[] = [];
  const original = globalThis.fetch;
  const spy = jest.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    const response = await original(url, init);
    if (typeof url !== 'string') return response;
    const received = parsed(await response.clone().text());
    const sent = typeof init?.body === 'string' ? parsed(init.body) : undefined;
    const { pathname, search } = new URL(url);
    traffic.push({
      method: init?.method ?? 'GET',
      target: pathname + search,
      sent,
      status: response.status,
      received,
    });
    if (pathname.endsWith('/$batch')) traffic.push(...itemsOf(sent, received));
    return response;
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return traffic;
}
