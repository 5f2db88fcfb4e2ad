import { header, jsonBody, type Answer, type Call } from '../../http/call.ts';
import { badRequest } from './graph-error.ts';

interface BatchItem {
  id: string;
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
  dependsOn?: string[];
}

const mostItems = 20;

function itemsOf(call: Call): BatchItem[] {
  const requests = jsonBody(call)?.['requests'];
  if (!Array.isArray(requests) || requests.length === 0)
    throw badRequest("The batch request needs a non-empty 'requests' collection.");
  if (requests.length > mostItems)
    throw badRequest(
      `Number of batch request steps exceeds the maximum value of ${String(mostItems)}.`,
    );
  const items = requests as Partial<BatchItem>[];
  const seen = new Set<string>();
  for (const { id, method, url } of items) {
    if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string')
      throw badRequest('Each batch item needs id, method and url.');
    if (seen.has(id.toLowerCase())) throw badRequest(`Duplicate request id '${id}' in the batch.`);
    seen.add(id.toLowerCase());
  }
  return items as BatchItem[];
}

const lowerCased = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** An item is a call of its own with the token of the outer call. */
function callOf(item: BatchItem, outer: Call): Call {
  const [path = '', ...rest] = item.url.split('?');
  const headers: Record<string, string | undefined> = lowerCased(item.headers ?? {});
  if (item.body !== undefined && headers['content-type'] === undefined)
    throw badRequest(`Batch item '${item.id}' has a body and needs a Content-Type header.`);
  return {
    method: item.method.toUpperCase(),
    path: `/v1.0/${path.replace(/^\//, '').replace(/^v1\.0\//, '')}`,
    search: rest.length > 0 ? `?${rest.join('?')}` : '',
    headers: { ...headers, authorization: header(outer, 'authorization') },
    body: item.body === undefined ? '' : JSON.stringify(item.body),
    origin: outer.origin,
  };
}

/** https://learn.microsoft.com/graph/json-batching: "either fully sequential or fully parallel"; a failed dependency is 424. */
export async function carryOutBatch(
  call: Call,
  carryOut: (item: Call) => Promise<Answer>,
): Promise<Answer> {
  const items = itemsOf(call);
  const calls = items.map((item) => callOf(item, call));
  const failed = new Set<string>();
  const responses: object[] = [];
  for (const [index, item] of items.entries()) {
    const itemCall = calls[index];
    if (!itemCall) continue;
    const blocked = item.dependsOn?.some((id) => failed.has(id)) ?? false;
    const answer = blocked ? failedDependency : await carryOut(itemCall);
    if (answer.status >= 400) failed.add(item.id);
    responses.push({
      id: item.id,
      status: answer.status,
      headers: itemHeaders(answer),
      ...(answer.body === undefined ? {} : { body: answer.body }),
    });
  }
  return { status: 200, body: { responses } };
}

const failedDependency: Answer = {
  status: 424,
  body: {
    error: { code: 'FailedDependency', message: 'A request this one depends on has failed.' },
  },
};

function itemHeaders(answer: Answer): Record<string, string> {
  return answer.body === undefined
    ? { ...answer.headers }
    : { 'Content-Type': 'application/json', ...answer.headers };
}
