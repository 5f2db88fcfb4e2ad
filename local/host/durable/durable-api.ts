import type { FunctionRegistry } from '../engine/replay/function-registry.ts';
import type { TaskHub } from '../engine/task-hub.ts';
import type { ApiRequest } from './api-request.ts';
import { notFound, type ApiResponse } from './api-response.ts';
import { listEntities, readEntity, signalEntity } from './entities-api.ts';
import { instanceStatus } from './instance-status.ts';
import { listInstances } from './list-instances.ts';
import { raiseEvent, rewindInstance, suspendOrResume, terminate } from './manage-instance.ts';
import type { HubAddress } from './management-urls.ts';
import { purgeByFilter, purgeInstance } from './purge-instances.ts';
import { rawHistory, type RecordedCalls } from './raw-history.ts';
import { restart, restartWithOptions } from './restart-instance.ts';
import { startInstance } from './start-instance.ts';

export interface DurableApi {
  readonly hub: TaskHub;
  readonly registry: FunctionRegistry;
  readonly address: HubAddress;
  /** Present in development only. */
  readonly recorded: RecordedCalls | undefined;
}

type Answer = ApiResponse | Promise<ApiResponse>;

/** The Durable HTTP API. A request that fits no route gets 404, whatever its method. */
export function answerApi(api: DurableApi, request: ApiRequest): Answer {
  const [area = '', ...rest] = request.segments;
  switch (area.toLowerCase()) {
    case 'orchestrators':
      return orchestrators(api, request, rest);
    case 'instances':
      return instances(api, request, rest);
    case 'entities':
      return entities(api, request, rest);
    case 'makeprimary':
      return request.method === 'POST' ? { status: 200 } : notFound;
    case 'raw':
      return api.recorded && rest.length === 1
        ? rawHistory(api.hub, api.recorded, rest[0] ?? '')
        : notFound;
    default:
      return notFound;
  }
}

function orchestrators(api: DurableApi, request: ApiRequest, parts: readonly string[]): Answer {
  const [name = '', id] = parts;
  if (request.method !== 'POST' || name === '' || parts.length > 2) return notFound;
  return startInstance(api.hub, api.address, request, name, id);
}

function instances(api: DurableApi, request: ApiRequest, parts: readonly string[]): Answer {
  const { hub } = api;
  const { method } = request;
  const [id] = parts;
  if (id === undefined) {
    if (method === 'GET') return listInstances(hub, request);
    return method === 'DELETE' ? purgeByFilter(hub, request) : notFound;
  }
  if (parts.length === 1) {
    if (method === 'GET') return instanceStatus(hub, request, id);
    return method === 'DELETE' ? purgeInstance(hub, id) : notFound;
  }
  return method === 'POST' ? operation(api, request, id, parts.slice(1)) : notFound;
}

function operation(
  { hub, address }: DurableApi,
  request: ApiRequest,
  id: string,
  parts: readonly string[],
): Answer {
  const [name = '', argument] = parts;
  const word = name.toLowerCase();
  if (word === 'raiseevent')
    return parts.length === 2 && argument !== undefined
      ? raiseEvent(hub, request, id, argument)
      : notFound;
  if (parts.length > 1) return notFound;
  switch (word) {
    case 'terminate':
      return terminate(hub, request, id);
    case 'suspend':
    case 'resume':
      return suspendOrResume(hub, request, id, word);
    case 'rewind':
      return rewindInstance(hub, request, id);
    case 'restart':
      return restart(hub, address, request, id);
    case 'restartwithoptions':
      return restartWithOptions(hub, address, request, id);
    default:
      return notFound;
  }
}

function entities(
  { hub, registry }: DurableApi,
  request: ApiRequest,
  parts: readonly string[],
): Answer {
  const { method } = request;
  const [name, key] = parts;
  if (parts.length > 2) return notFound;
  if (method === 'GET')
    return name !== undefined && key !== undefined
      ? readEntity(hub, name, key)
      : listEntities(hub, request, name);
  if ((method !== 'POST' && method !== 'DELETE') || name === undefined) return notFound;
  return signalEntity(hub, registry, request, name, key ?? '');
}
