import type { TaskHub } from '../engine/task-hub.ts';
import { isTerminal, OrchestrationStatus, statusName } from '../protocol/orchestration-status.ts';
import type { ApiRequest } from './api-request.ts';
import { json, notFound, type ApiResponse } from './api-response.ts';
import { instanceFilter } from './list-instances.ts';

/** `DELETE instances/{id}`, for instances that have ended, and for entities. */
export function purgeInstance(hub: TaskHub, id: string): ApiResponse {
  const row = hub.read(id);
  if (!row) return notFound;
  if (!row.isEntity && !isTerminal(row.status))
    return json(
      412,
      `Only orchestrations in a terminal state can be purged, but the orchestration with instance ID ${id} has status ${statusName(row.status)}`,
    );
  hub.purge([id]);
  return json(200, { instancesDeleted: 1 });
}

const { Completed, Failed, Terminated, Canceled } = OrchestrationStatus;
const instancesAtOnce = 500;

/** `DELETE instances/?createdTimeFrom=…`: deletes instances that have ended and were created after a time. */
export async function purgeByFilter(hub: TaskHub, request: ApiRequest): Promise<ApiResponse> {
  const { statuses = [], ...times } = instanceFilter(request.query);
  if (times.createdFrom === undefined)
    return json(400, "Please provide value for 'createdTimeFrom' parameter.");
  const wanted =
    statuses.length > 0 ? statuses.filter(isTerminal) : [Completed, Failed, Terminated, Canceled];
  let instancesDeleted = 0;
  while (wanted.length > 0) {
    const rows = hub.list(
      { ...times, statuses: wanted, isEntity: false },
      undefined,
      instancesAtOnce,
    );
    if (rows.length === 0) break;
    hub.purge(rows.map(({ id }) => id));
    instancesDeleted += rows.length;
    // Other work can run between two portions.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return instancesDeleted === 0 ? notFound : json(200, { instancesDeleted });
}
