import type { TaskHub } from '../engine/task-hub.ts';
import { EventType, type MessageEvent } from '../protocol/history-event.ts';
import { isTerminal, OrchestrationStatus, statusName } from '../protocol/orchestration-status.ts';
import { utcNow } from '../protocol/timestamp.ts';
import type { ApiRequest } from './api-request.ts';
import {
  accepted,
  apiError,
  gone,
  json,
  notFound,
  serverError,
  type ApiResponse,
} from './api-response.ts';
import { eventData } from './json-content.ts';

/** `POST instances/{id}/raiseEvent/{name}` */
export async function raiseEvent(
  hub: TaskHub,
  request: ApiRequest,
  id: string,
  name: string,
): Promise<ApiResponse> {
  const refused = notRunning(hub, id);
  if (refused) return refused;
  if (request.mediaType !== 'application/json')
    return apiError(400, 'Only application/json request content is supported');
  const data = eventData(await request.body());
  if ('error' in data) return data.error;
  await hub.raise(id, {
    EventType: EventType.EventRaised,
    Name: name,
    Input: data.text,
    ParentTraceContext: null,
    EventId: -1,
    Timestamp: utcNow(),
  });
  return accepted;
}

/** `POST instances/{id}/terminate` */
export async function terminate(
  hub: TaskHub,
  request: ApiRequest,
  id: string,
): Promise<ApiResponse> {
  const refused = notRunning(hub, id);
  if (refused) return refused;
  const reason = request.query.get('reason') ?? null;
  await hub.raise(id, { EventType: EventType.ExecutionTerminated, Input: reason, ...now() });
  return accepted;
}

/** `POST instances/{id}/suspend` and `resume`. A suspended instance cannot be suspended, a running one not resumed. */
export async function suspendOrResume(
  hub: TaskHub,
  request: ApiRequest,
  id: string,
  operation: 'suspend' | 'resume',
): Promise<ApiResponse> {
  const refused = notRunning(hub, id);
  if (refused) return refused;
  const status = hub.read(id)?.status ?? OrchestrationStatus.Running;
  if ((status === OrchestrationStatus.Suspended) !== (operation === 'resume'))
    return serverError(
      'System.InvalidOperationException',
      `Cannot ${operation} the orchestration instance ${id} because instance is in the ${statusName(status)} state.`,
    );
  const Reason = request.query.get('reason') ?? null;
  const event: MessageEvent =
    operation === 'suspend'
      ? { EventType: EventType.ExecutionSuspended, Reason, ...now() }
      : { EventType: EventType.ExecutionResumed, Reason, ...now() };
  await hub.raise(id, event);
  return accepted;
}

/** `POST instances/{id}/rewind`, for failed instances only. */
export function rewindInstance(hub: TaskHub, request: ApiRequest, id: string): ApiResponse {
  const row = hub.read(id);
  if (!row) return json(404, `No orchestration with instance ID "$${id}" found.`);
  if (row.status !== OrchestrationStatus.Failed)
    return json(
      412,
      `This orchestration has status ${statusName(row.status)}, but only orchestrations in the "Failed" state can be rewound.`,
    );
  hub.rewind(id, request.query.get('reason') ?? null);
  return accepted;
}

function notRunning(hub: TaskHub, id: string): ApiResponse | undefined {
  const row = hub.read(id);
  if (!row) return notFound;
  return isTerminal(row.status) ? gone : undefined;
}

function now() {
  return { EventId: -1, Timestamp: utcNow() };
}
