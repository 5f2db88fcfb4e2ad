import {
  EventType,
  type HistoryEvent,
  type SubOrchestrationInstanceCompleted,
  type TaskCompleted,
} from '../../protocol/history-event.ts';

/**
 * A Task.all that a flow waits for. As long as more than one of its tasks is open, the success of one cannot wake the
 * flow: a replay would answer what the last one answered. Such episodes are written without a replay.
 */
export interface OpenFanOut {
  /** Numbers of the open tasks that one answer settles. */
  readonly open: ReadonlySet<number>;
  /** Other tasks of it are open, too: with retries, events, nested ones. */
  readonly others: boolean;
  /** What the last replay set: every replay sets it anew. */
  readonly customStatus: string | null;
}

/**
 * @param events what has come
 * @returns the fan-out after these events when the flow sleeps on, nothing when it has to be replayed
 */
export function sleepOn(
  fanOut: OpenFanOut,
  events: readonly HistoryEvent[],
): OpenFanOut | undefined {
  const open = new Set(fanOut.open);
  for (const event of events) {
    if (!isSuccess(event) || !open.delete(event.TaskScheduledId)) return undefined;
  }
  return open.size > 0 || fanOut.others ? { ...fanOut, open } : undefined;
}

/** Whether an event is an answer that a Task.all does not fail at. */
export function isSuccess(
  event: HistoryEvent,
): event is TaskCompleted | SubOrchestrationInstanceCompleted {
  const { EventType: type } = event;
  return type === EventType.TaskCompleted || type === EventType.SubOrchestrationInstanceCompleted;
}
