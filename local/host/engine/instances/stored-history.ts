import {
  EventType,
  type ExecutionStarted,
  type StoredEvent,
} from '../../protocol/history-event.ts';
import type { HistoryRow } from '../../store/task-hub-store.ts';
import type { ActivityTask, TimerTask } from './episode-outcome.ts';
import type { Execution, Message } from './instance.ts';

/** Reads the events of history rows. */
export function parseHistory(rows: readonly HistoryRow[]): StoredEvent[] {
  return rows.flatMap(({ events }) => JSON.parse(`[${events}]`) as StoredEvent[]);
}

/** Reads an execution from its history rows. @returns undefined when there are none */
export function readExecution(rows: readonly HistoryRow[]): Execution | undefined {
  const events = parseHistory(rows);
  const started = events.find(
    (event): event is ExecutionStarted & StoredEvent =>
      event.EventType === EventType.ExecutionStarted,
  );
  if (!started) return undefined;
  const sequence = (rows.at(-1)?.sequence ?? -1) + 1;
  return { started, events, sequence };
}

/** Started work without an answer. */
export interface OpenWork {
  readonly activities: readonly ActivityTask[];
  readonly timers: readonly TimerTask[];
}

/**
 * The work to start again after the process ended.
 * @param waiting answers that have come but are not in the history yet
 */
export function openWork(
  execution: Execution,
  rows: readonly HistoryRow[],
  waiting: readonly Message[],
): OpenWork {
  const { InstanceId: instanceId, ExecutionId: executionId } =
    execution.started.OrchestrationInstance;
  const answered = new Set<number>();
  const answers = waiting.flatMap(({ content }) => ('EventType' in content ? [content] : []));
  for (const event of [...execution.events, ...answers]) {
    if (event.EventType === EventType.TimerFired) answered.add(event.TimerId);
    else if (
      event.EventType === EventType.TaskCompleted ||
      event.EventType === EventType.TaskFailed
    )
      answered.add(event.TaskScheduledId);
  }
  const inputs = readInputs(rows);
  const activities: ActivityTask[] = [];
  const timers: TimerTask[] = [];
  for (const event of execution.events) {
    const { EventId: id } = event;
    if (answered.has(id)) continue;
    if (event.EventType === EventType.TaskScheduled) {
      const input =
        event.Input === null ? inputs.get(id) : (JSON.parse(event.Input) as unknown[])[0];
      activities.push({ instanceId, executionId, taskId: id, name: event.Name, input });
    } else if (event.EventType === EventType.TimerCreated)
      timers.push({
        instanceId,
        executionId,
        timerId: id,
        fireAt: event.FireAt,
        setAt: event.Timestamp,
      });
  }
  return { activities, timers };
}

function readInputs(rows: readonly HistoryRow[]): Map<number, unknown> {
  return new Map(
    rows.flatMap(({ inputs }) =>
      inputs === null ? [] : (JSON.parse(inputs) as [number, unknown][]),
    ),
  );
}
