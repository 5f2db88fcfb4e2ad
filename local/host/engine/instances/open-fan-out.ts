import {
  EventType,
  type HistoryEvent,
  type SubOrchestrationInstanceCompleted,
  type TaskCompleted,
} from '../../protocol/history-event.ts';

/**
 * A Task.all that a flow waits for. While more than one of its tasks is open, the success of one task cannot wake the
 * flow: a replay would give the same answer as the last one. Such episodes are written without a replay.
 */
export interface OpenFanOut {
  /** Numbers of the open tasks that need only one answer. */
  readonly open: ReadonlySet<number>;
  /** Whether other tasks of it are open too, such as tasks with retries, events and nested compounds. */
  readonly others: boolean;
  /** The custom status of the last replay. Every replay sets it again. */
  readonly customStatus: string | null;
}

/**
 * @param events the new events
 * @returns the fan-out after these events when the flow keeps waiting, undefined when it must be replayed
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

/** Whether an event is the success of a task. */
export function isSuccess(
  event: HistoryEvent,
): event is TaskCompleted | SubOrchestrationInstanceCompleted {
  const { EventType: type } = event;
  return type === EventType.TaskCompleted || type === EventType.SubOrchestrationInstanceCompleted;
}
