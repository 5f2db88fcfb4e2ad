import { InstanceExists } from '../engine/instances/start-request.ts';
import type { TaskHub } from '../engine/task-hub.ts';
import type { ApiRequest } from './api-request.ts';
import { apiError, type ApiResponse } from './api-response.ts';
import type { HubAddress } from './management-urls.ts';
import { existsMessage, startedResponse } from './start-instance.ts';

/** `POST instances/{id}/restart`: starts the same function with the same input, under a new id unless the caller asks for the old one. */
export function restart(
  hub: TaskHub,
  address: HubAddress,
  request: ApiRequest,
  id: string,
): Promise<ApiResponse> {
  const anew = request.query.flag('restartWithNewInstanceId') ?? true;
  return startLike(hub, address, request, id, anew ? undefined : id, undefined);
}

/** `POST instances/{id}/restartWithOptions?newInstanceId=…`: the caller chooses the id. */
export async function restartWithOptions(
  hub: TaskHub,
  address: HubAddress,
  request: ApiRequest,
  id: string,
): Promise<ApiResponse> {
  const instanceId = request.query.get('newInstanceId');
  if (instanceId === undefined || instanceId === '')
    return apiError(400, 'A new orchestration instance ID must be provided.');
  return startLike(hub, address, request, id, instanceId, request.query.get('version'));
}

async function startLike(
  hub: TaskHub,
  address: HubAddress,
  request: ApiRequest,
  id: string,
  instanceId: string | undefined,
  version: string | undefined,
): Promise<ApiResponse> {
  const row = hub.read(id);
  if (!row)
    return apiError(400, 'InstanceId does not match a valid orchestration instance.', {
      type: 'System.ArgumentException',
      message: `No instance with ID '${id}' was found. (Parameter 'instanceId')`,
    });
  const sameVersion = version ?? row.version ?? undefined;
  try {
    const started = await hub.startInstance({
      name: row.name,
      input: row.input,
      byExtension: true,
      ...(instanceId === undefined ? {} : { instanceId }),
      ...(sameVersion === undefined ? {} : { version: sameVersion }),
    });
    return startedResponse(request.origin, started, address);
  } catch (error) {
    if (!(error instanceof InstanceExists)) throw error;
    return apiError(409, 'A non-terminal instance with this instance ID already exists.', {
      type: 'DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException',
      message: existsMessage(error.row?.status),
    });
  }
}
