import type { RecordedCall } from '../engine/replay/replay.ts';
import type { TaskHub } from '../engine/task-hub.ts';
import { json, notFound, type ApiResponse } from './api-response.ts';
import { eventsOf } from './instance-status.ts';

/** The calls of the worker for each instance, in order. */
export type RecordedCalls = Map<string, RecordedCall[]>;

/** `GET raw/{id}`, for development: the stored history, and every call of the orchestrator or entity since the host started. */
export function rawHistory(hub: TaskHub, recorded: RecordedCalls, id: string): ApiResponse {
  const row = hub.read(id);
  if (!row) return notFound;
  const episodes = (recorded.get(id) ?? []).map(({ context, result }) => ({
    context: JSON.parse(context) as unknown,
    result,
  }));
  return json(200, { history: eventsOf(hub, row), episodes });
}
