import {
  EventType,
  eventText,
  type EventRaised,
  type ExecutionStarted,
  type HistoryEvent,
  type MessageEvent,
} from '../protocol/history-event.ts';
import { OrchestrationStatus, isTerminal } from '../protocol/orchestration-status.ts';
import { utcNow } from '../protocol/timestamp.ts';
import type { InstanceRow } from '../store/task-hub-store.ts';
import {
  decide,
  executionStarted,
  newExecutionId,
  nothingDecided,
  type Decided,
} from './decisions.ts';
import type { ActivityTask, EpisodeOutcome, TimerTask } from './episode-outcome.ts';
import type { Execution, Message } from './instance.ts';
import { mirror, type MirrorOutcome } from './mirror.ts';
import { sleepOn } from './open-fan-out.ts';
import { replay, type Replayer } from './replay.ts';
import type { ExecutionIdentity } from './scheduled-action.ts';

// A flow that continues as new without waiting for anything lets others go first after this many rounds.
const roundsInOneGo = 20;

interface Progress {
  execution: Execution;
  row: InstanceRow;
  forgetHistory: boolean;
  activities: readonly ActivityTask[];
  timers: readonly TimerTask[];
  readonly messages: Message[];
  text: string;
}

/**
 * One episode: new events are added to the history, the orchestrator is replayed over all of it, and what it has decided
 * beyond the history is given back. Does not change what it is given.
 * @param batch what the instance has to take in; answers to earlier executions are left out here
 * @returns nothing when nothing in the batch concerns the instance
 */
export async function runEpisode(
  replayer: Replayer,
  execution: Execution | undefined,
  row: InstanceRow | undefined,
  batch: readonly Message[],
): Promise<EpisodeOutcome | undefined> {
  const taken = takeIn(execution, batch);
  if (!taken) return undefined;
  const progress: Progress = {
    execution: taken.execution,
    row: taken.isNew || !row ? newRow(taken.execution.started, taken.isNew ? undefined : row) : row,
    forgetHistory: taken.isNew && row !== undefined,
    activities: [],
    timers: [],
    messages: [],
    text: '',
  };
  let fresh: HistoryEvent[] = [orchestratorStarted(), ...taken.events];
  const asleep = stillAsleep(replayer, progress.execution, taken.events);
  if (asleep) {
    finish(progress, fresh, nothingDecided, asleep, asleep.customStatus);
    return outcomeOf(progress, replayer);
  }
  let carriedStatus: string | null = null;
  for (let round = 1; ; round++) {
    const outcome = await playRound(replayer, progress.execution, fresh);
    const decided = decide(identityOf(progress.execution.started), outcome.decisions, replayer);
    const customStatus: string | null = outcome.customStatus ?? carriedStatus;
    progress.messages.push(...decided.messages);
    if (!decided.continueAsNew) {
      finish(progress, fresh, decided, outcome, customStatus);
      return outcomeOf(progress, replayer);
    }
    carriedStatus = customStatus;
    const started = continued(progress.execution.started, decided.continueAsNew.input);
    fresh = freshExecution(started, outcome.carriedOver);
    progress.execution = { started, events: [], texts: [], sequence: 0 };
    progress.row = { ...newRow(started, progress.row), createdTime: progress.row.createdTime };
    progress.forgetHistory = row !== undefined;
    if (round % roundsInOneGo === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Whoever looks at the calls of the worker is shown each of them. */
function stillAsleep(
  { record }: Replayer,
  { fanOut }: Execution,
  events: readonly HistoryEvent[],
): MirrorOutcome | undefined {
  const slept = fanOut && !record ? sleepOn(fanOut, events) : undefined;
  if (!slept) return undefined;
  const { customStatus } = slept;
  return { decisions: [], customStatus, suspended: false, carriedOver: [], fanOut: slept };
}

function takeIn(execution: Execution | undefined, batch: readonly Message[]) {
  const events: MessageEvent[] = [];
  let current = execution;
  let isNew = false;
  for (const { content, executionId } of batch) {
    if (!('EventType' in content)) continue;
    if (content.EventType === EventType.ExecutionStarted) {
      current = { started: content, events: [], texts: [], sequence: 0 };
      isNew = true;
      events.length = 0;
      events.push(content);
    } else if (current && matches(current, executionId)) events.push(content);
  }
  return current && events.length > 0 ? { execution: current, events, isNew } : undefined;
}

function matches({ started }: Execution, executionId: string | undefined): boolean {
  return executionId === undefined || executionId === started.OrchestrationInstance.ExecutionId;
}

async function playRound(
  replayer: Replayer,
  execution: Execution,
  fresh: readonly HistoryEvent[],
): Promise<MirrorOutcome> {
  const state = await replay(replayer, execution, fresh);
  return mirror({
    identity: identityOf(execution.started),
    events: execution.events.length === 0 ? fresh : [...execution.events, ...fresh],
    state,
    exists: replayer.registry.exists,
    httpSleepMilliseconds: replayer.httpSleepMilliseconds,
    strict: replayer.strict,
  });
}

function finish(
  progress: Progress,
  fresh: readonly HistoryEvent[],
  decided: Decided,
  outcome: MirrorOutcome,
  customStatus: string | null,
): void {
  const added: HistoryEvent[] = [...fresh, ...decided.events];
  if (added.at(-1)?.EventType !== EventType.OrchestratorCompleted)
    added.push({ EventType: EventType.OrchestratorCompleted, EventId: -1, Timestamp: utcNow() });
  progress.text = added
    .map((event, index) =>
      eventText(event, index < fresh.length && event.EventType !== EventType.OrchestratorStarted),
    )
    .join(',');
  const { execution } = progress;
  progress.execution = {
    started: execution.started,
    events: [...execution.events, ...added],
    texts: [...execution.texts, progress.text],
    sequence: execution.sequence + 1,
    fanOut: outcome.fanOut,
  };
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

/** While suspended, and after, the status shows the reason given for it where the output will be. */
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

function outcomeOf(progress: Progress, replayer: Replayer): EpisodeOutcome {
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

function newRow(started: ExecutionStarted, before: InstanceRow | undefined): InstanceRow {
  return {
    id: started.OrchestrationInstance.InstanceId,
    executionId: started.OrchestrationInstance.ExecutionId,
    name: started.Name,
    version: started.Version,
    status: OrchestrationStatus.Pending,
    createdTime: before?.createdTime ?? started.Timestamp,
    lastUpdatedTime: started.Timestamp,
    input: started.Input,
    output: null,
    customStatus: null,
    parentInstanceId: started.ParentInstance?.OrchestrationInstance.InstanceId ?? null,
    generation: started.Generation,
    isEntity: false,
  };
}

/** The row of an orchestration that has not run yet. */
export function pendingRow(started: ExecutionStarted): InstanceRow {
  return newRow(started, undefined);
}

function continued(before: ExecutionStarted, input: string | null): ExecutionStarted {
  return executionStarted({
    name: before.Name,
    version: before.Version,
    input,
    instanceId: before.OrchestrationInstance.InstanceId,
    executionId: newExecutionId(),
    parent: before.ParentInstance,
    generation: null,
  });
}

/** An execution after continueAsNew begins within the episode of the one before, its end mark already written. */
function freshExecution(
  started: ExecutionStarted,
  carriedOver: readonly EventRaised[],
): HistoryEvent[] {
  const end = { EventType: EventType.OrchestratorCompleted, EventId: -1, Timestamp: utcNow() };
  return [orchestratorStarted(), started, ...carriedOver, end];
}

function orchestratorStarted(): HistoryEvent {
  return { EventType: EventType.OrchestratorStarted, EventId: -1, Timestamp: utcNow() };
}

export function identityOf(started: ExecutionStarted): ExecutionIdentity {
  return {
    name: started.Name,
    instanceId: started.OrchestrationInstance.InstanceId,
    executionId: started.OrchestrationInstance.ExecutionId,
    version: started.Version,
    parent: started.ParentInstance,
  };
}
