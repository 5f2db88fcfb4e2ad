import { randomUUID } from 'node:crypto';
import { readSchedulerState } from '../engine/entities/entity-scheduler.ts';
import type { FunctionRegistry } from '../engine/replay/function-registry.ts';
import type { TaskHub } from '../engine/task-hub.ts';
import { clientSignal, entityOf, requestText, schedulerId } from '../protocol/entity-message.ts';
import { utcNow, withOffset } from '../protocol/timestamp.ts';
import type { ApiRequest } from './api-request.ts';
import { accepted, apiError, json, notFound, type ApiResponse } from './api-response.ts';
import { parsedOrText, toSeconds } from './instance-view.ts';
import { signalInput } from './json-content.ts';
import { instant, page } from './list-instances.ts';

/** `GET entities/{name}/{key}`: the state. `$` means the empty key. */
export function readEntity(hub: TaskHub, name: string, key: string): ApiResponse {
  const row = hub.read(schedulerId({ name: name.toLowerCase(), key: key === '$' ? '' : key }));
  const state = row?.isEntity ? readSchedulerState(row.input) : undefined;
  if (!state?.exists || state.state === undefined || state.state === 'null') return notFound;
  return { status: 200, json: state.state };
}

/** `POST entities/{name}/{key?}?op=…` and `DELETE`, which is the operation `delete`. */
export async function signalEntity(
  hub: TaskHub,
  registry: FunctionRegistry,
  request: ApiRequest,
  name: string,
  key: string,
): Promise<ApiResponse> {
  const lowerCase = name.toLowerCase();
  if (!registry.exists('entity', lowerCase))
    return apiError(400, registry.unknown('entity', lowerCase));
  const isDelete = request.method === 'DELETE';
  const content = isDelete
    ? { input: undefined }
    : signalInput(await request.body(), request.mediaType);
  if ('error' in content) return content.error;
  const operation = isDelete ? 'delete' : (request.query.get('op') ?? '');
  const signal = clientSignal(randomUUID(), operation, content.input, withOffset(utcNow()));
  const id = schedulerId({ name: lowerCase, key: key === '$' ? '' : key });
  await hub.signalEntity(id, requestText(signal));
  return accepted;
}

/** `GET entities/{name?}` */
export function listEntities(
  hub: TaskHub,
  request: ApiRequest,
  name: string | undefined,
): ApiResponse {
  const { query } = request;
  const updatedFrom = instant(query.get('lastOperationTimeFrom'));
  const updatedTo = instant(query.get('lastOperationTimeTo'));
  const { rows, token } = page(hub, request, {
    isEntity: true,
    ...(name === undefined ? {} : { prefix: `@${name.toLowerCase()}@` }),
    ...(updatedFrom === undefined ? {} : { updatedFrom }),
    ...(updatedTo === undefined ? {} : { updatedTo }),
  });
  const fetchState = query.flag('fetchState') ?? false;
  const body = rows.flatMap((row) => {
    const { exists, state = null } = readSchedulerState(row.input);
    if (!exists) return [];
    return [
      {
        entityId: entityOf(row.id),
        lastOperationTime: toSeconds(row.lastUpdatedTime),
        state: fetchState ? parsedOrText(state) : null,
      },
    ];
  });
  return json(200, body, { 'x-ms-continuation-token': token });
}
