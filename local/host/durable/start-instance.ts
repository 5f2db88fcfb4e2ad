import { InstanceExists } from '../engine/instances/start-request.ts';
import type { TaskHub } from '../engine/task-hub.ts';
import { isTerminal, OrchestrationStatus, statusName } from '../protocol/orchestration-status.ts';
import type { ApiRequest } from './api-request.ts';
import { apiError, json, type ApiResponse } from './api-response.ts';
import { instanceView } from './instance-view.ts';
import { startInput } from './json-content.ts';
import { escapeId, managementUrls, type HubAddress } from './management-urls.ts';

/** `POST orchestrators/{name}/{id?}`. Waits for the end when both `timeout` and `pollingInterval` are given. */
export async function startInstance(
  hub: TaskHub,
  address: HubAddress,
  request: ApiRequest,
  name: string,
  givenId: string | undefined,
): Promise<ApiResponse> {
  const body = startInput(await request.body());
  if ('error' in body) return body.error;
  const version = request.query.get('version');
  let id: string;
  try {
    id = await hub.startInstance({
      name,
      input: body.input,
      ...(givenId === undefined ? {} : { instanceId: givenId }),
      ...(version === undefined ? {} : { version }),
    });
  } catch (error) {
    if (error instanceof InstanceExists) return alreadyExists(error);
    throw error;
  }
  const timeout = Number(request.query.get('timeout') ?? NaN);
  const interval = Number(request.query.get('pollingInterval') ?? NaN);
  const started = startedResponse(request.origin, id, address);
  if (Number.isNaN(timeout) || Number.isNaN(interval)) return started;
  if (interval > timeout)
    return apiError(
      400,
      `Total timeout ${String(timeout)} should be bigger than retry timeout ${String(interval)}`,
    );
  const ended = await hub.waitForEnd(id, timeout * 1000);
  if (!ended || !isTerminal(ended.status)) return started;
  if (ended.status === OrchestrationStatus.Completed)
    return { status: 200, json: ended.output ?? 'null' };
  return json(200, instanceView(ended, true));
}

/** 202 with the links of an instance, without the link for rewind. */
export function startedResponse(origin: string, id: string, address: HubAddress): ApiResponse {
  const links = managementUrls(origin, escapeId(id), address);
  const headers = { location: links.statusQueryGetUri, 'retry-after': '10' };
  return json(202, { id, ...links, rewindPostUri: undefined }, headers);
}

function alreadyExists({ row }: InstanceExists): ApiResponse {
  return apiError(409, existsMessage(row?.status));
}

/** The storage provider's message about an instance that may not be replaced. */
export function existsMessage(status: OrchestrationStatus = OrchestrationStatus.Pending): string {
  return `An Orchestration instance with the status ${statusName(status)} already exists.`;
}
