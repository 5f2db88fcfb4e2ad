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
 * `GET instances/{id}`: 202 with the address to poll while it runs, 200 once it has ended. `Prefer: wait=SECONDS` delays the
 * answer until the end. That is an addition of this host.
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

/** The stored events. An entity has none: every batch starts a new execution with the state as its input. */
export function eventsOf(hub: TaskHub, row: InstanceRow): StoredEvent[] {
  if (!row.isEntity) return hub.history(row.id);
  const { id: instanceId, executionId, name, version, input } = row;
  const from = { instanceId, executionId, name, version, input, parent: null, generation: null };
  return [{ ...executionStarted(from), Timestamp: row.lastUpdatedTime, IsPlayed: true }];
}
