import type { TaskHub } from '../engine/task-hub.ts';
import { statusOf } from '../protocol/orchestration-status.ts';
import type { InstanceFilter } from '../store/task-hub-store.ts';
import type { ApiRequest, CaseBlindQuery } from './api-request.ts';
import { json, type ApiResponse } from './api-response.ts';
import { instanceView } from './instance-view.ts';

// The extension's default page size.
const usualPage = 100;

/** `GET instances/`: pages of instances, ordered by id. */
export function listInstances(hub: TaskHub, request: ApiRequest): ApiResponse {
  const { query } = request;
  const prefix = query.get('instanceIdPrefix');
  const filter = { ...instanceFilter(query), ...(prefix === undefined ? {} : { prefix }) };
  const { rows, token } = page(hub, request, filter);
  const showInput = query.flag('showInput') ?? true;
  const body = rows.map((row) => instanceView(row, showInput));
  return json(200, body, { 'x-ms-continuation-token': token });
}

/** One page of instances and the token of the next page; the last page has an empty token. */
export function page(hub: TaskHub, request: ApiRequest, filter: InstanceFilter) {
  const top = Number(request.query.get('top') ?? NaN);
  const size = Number.isInteger(top) && top > 0 ? top : usualPage;
  const { continuationToken } = request;
  const after =
    continuationToken === undefined
      ? undefined
      : Buffer.from(continuationToken, 'base64url').toString();
  const found = hub.list(filter, after, size + 1);
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1)?.id : undefined;
  return { rows, token: last === undefined ? '' : Buffer.from(last).toString('base64url') };
}

/** Time and status filters of a query. Invalid values are ignored. The case of statuses matters. */
export function instanceFilter(query: CaseBlindQuery): InstanceFilter {
  const createdFrom = instant(query.get('createdTimeFrom'));
  const createdTo = instant(query.get('createdTimeTo'));
  const statuses = query
    .all('runtimeStatus')
    .flatMap((text) => text.split(','))
    .flatMap((name) => statusOf(name.trim()) ?? []);
  return {
    ...(createdFrom === undefined ? {} : { createdFrom }),
    ...(createdTo === undefined ? {} : { createdTo }),
    ...(statuses.length === 0 ? {} : { statuses }),
  };
}

/** A time in the form that the store compares; undefined when the text is not a time. */
export function instant(text: string | undefined): string | undefined {
  const milliseconds = Date.parse(text ?? '');
  return Number.isNaN(milliseconds)
    ? undefined
    : `${new Date(milliseconds).toISOString().slice(0, 23)}0000Z`;
}
