import { executionStarted } from '../engine/instances/execution-started.ts';
import type { TaskHub } from '../engine/task-hub.ts';
import type { StoredEvent } from '../protocol/history-event.ts';
import { isTerminal, OrchestrationStatus } from '../protocol/orchestration-status.ts';
import type { InstanceRow } from '../store/task-hub-store.ts';
import type { ApiRequest } from './api-request.ts';
import { apiError, json, notFound, type ApiResponse } from './api-response.ts';
import { DuplicateKey, historyView } from './history-view.ts';
import { instanceView } from './instance-view.ts';

/**
 * `GET instances/{id}`: 202 with a place to poll while it runs, 200 once it has ended. A caller that prefers to wait is
 * answered at the end: what the extension does not know, and nobody has to use.
 */
export async function instanceStatus(
  hub: TaskHub,
  request: ApiRequest,
  id: string,
): Promise<ApiResponse> {
  let row = hub.read(id);
  if (!row) return notFound;
  if (request.waitMilliseconds > 0 && !isTerminal(row.status))
    row = (await hub.waitForEnd(id, request.waitMilliseconds)) ?? hub.read(id) ?? row;
  const { query } = request;
  const showInput = query.flag('showInput') ?? true;
  let body = instanceView(row, showInput);
  if (query.flag('showHistory')) {
    const showOutput = query.flag('showHistoryOutput') ?? false;
    try {
      body = { ...body, historyEvents: historyView(eventsOf(hub, row), { showInput, showOutput }) };
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      const exception = { type: 'System.ArgumentException', message: error.message };
      return apiError(400, 'One or more of the arguments submitted is incorrect', exception);
    }
  }
  if (!isTerminal(row.status))
    return json(202, body, { location: request.url, 'retry-after': '5' });
  const failed = row.status === OrchestrationStatus.Failed;
  return json(failed && query.flag('returnInternalServerErrorOnFailure') ? 500 : 200, body);
}

/** Events as stored. An entity keeps none: it starts anew with every batch, its state as the input. */
export function eventsOf(hub: TaskHub, row: InstanceRow): StoredEvent[] {
  if (!row.isEntity) return hub.history(row.id);
  const { id: instanceId, executionId, name, version, input } = row;
  const from = { instanceId, executionId, name, version, input, parent: null, generation: null };
  return [{ ...executionStarted(from), Timestamp: row.lastUpdatedTime, IsPlayed: true }];
}
