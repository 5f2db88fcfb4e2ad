import {
  EventType,
  eventTexts,
  type HistoryEvent,
  type StoredEvent,
} from '../../protocol/history-event.ts';
import { OrchestrationStatus, isTerminal } from '../../protocol/orchestration-status.ts';
import { utcNow } from '../../protocol/timestamp.ts';
import type { InstanceRow } from '../../store/task-hub-store.ts';
import type { Decided } from './decisions.ts';
import type { ActivityTask, EpisodeOutcome, TimerTask } from '../instances/episode-outcome.ts';
import type { Execution, Message } from '../instances/instance.ts';
import type { MirrorOutcome } from './mirror.ts';
import type { Replayer } from './replay.ts';

/** The results of an episode so far. */
export interface Progress {
  execution: Execution;
  row: InstanceRow;
  forgetHistory: boolean;
  activities: readonly ActivityTask[];
  timers: readonly TimerTask[];
  readonly messages: Message[];
  text: string;
}

/** Adds the decisions of the last round of an episode. */
export function finish(
  progress: Progress,
  fresh: readonly HistoryEvent[],
  decided: Decided,
  outcome: MirrorOutcome,
  customStatus: string | null,
): void {
  const added: StoredEvent[] = fresh.map((event) => ({
    ...event,
    IsPlayed: event.EventType !== EventType.OrchestratorStarted,
  }));
  for (const event of decided.events) added.push({ ...event, IsPlayed: false });
  if (added.at(-1)?.EventType !== EventType.OrchestratorCompleted) added.push(episodeEnd());
  progress.text = eventTexts(added);
  const { started, events, sequence } = progress.execution;
  // Appends in place: copies would make long fan-outs quadratic. A failed commit stops the engine, so nothing has to be undone.
  for (const event of added) events.push(event);
  progress.execution = { started, events, sequence: sequence + 1, fanOut: outcome.fanOut };
  progress.activities = decided.activities;
  progress.timers = decided.timers;
  const status =
    decided.completed?.status ??
    (outcome.suspended ? OrchestrationStatus.Suspended : OrchestrationStatus.Running);
  const output = decided.completed
    ? decided.completed.output
    : shownReason(fresh, progress.row.output);
  progress.row = { ...progress.row, status, output, customStatus, lastUpdatedTime: utcNow() };
}

function episodeEnd(): StoredEvent {
  const type = EventType.OrchestratorCompleted;
  return { EventType: type, EventId: -1, Timestamp: utcNow(), IsPlayed: false };
}

/** While an instance is suspended, and after that, the status shows the given reason as its output. */
function shownReason(fresh: readonly HistoryEvent[], before: string | null): string | null {
  let reason = before;
  for (const event of fresh)
    if (
      event.EventType === EventType.ExecutionSuspended ||
      event.EventType === EventType.ExecutionResumed
    )
      reason = event.Reason;
  return reason;
}

export function outcomeOf(progress: Progress, replayer: Replayer): EpisodeOutcome {
  const { row, execution, activities, text } = progress;
  const ended = isTerminal(row.status);
  const inputs =
    ended || replayer.storeInputs ? [] : activities.filter(({ input }) => input !== undefined);
  return {
    row,
    execution: ended ? undefined : execution,
    forgetHistory: progress.forgetHistory,
    history: {
      sequence: execution.sequence - 1,
      events: text,
      inputs:
        inputs.length === 0
          ? null
          : JSON.stringify(inputs.map(({ taskId, input }) => [taskId, input])),
    },
    activities,
    timers: ended ? [] : progress.timers,
    messages: progress.messages,
  };
}
