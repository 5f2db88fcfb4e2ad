import {
  EventType,
  type EventRaised,
  type ExecutionStarted,
  type HistoryEvent,
  type MessageEvent,
} from '../../protocol/history-event.ts';
import { utcNow } from '../../protocol/timestamp.ts';
import type { InstanceRow } from '../../store/task-hub-store.ts';
import { decide, nothingDecided } from './decisions.ts';
import type { EpisodeOutcome } from '../instances/episode-outcome.ts';
import { finish, outcomeOf, type Progress } from './episode-progress.ts';
import { executionStarted, newExecutionId } from '../instances/execution-started.ts';
import type { Execution, Message } from '../instances/instance.ts';
import { newRow } from '../instances/instance-row.ts';
import { mirror, type MirrorOutcome } from './mirror.ts';
import { sleepOn } from '../instances/open-fan-out.ts';
import { replay, type Replayer } from './replay.ts';
import type { ExecutionIdentity } from './scheduled-action.ts';

// After this many continueAsNew without a wait, other instances may run.
const roundsInOneGo = 20;

/**
 * Runs one episode: adds new events to the history, replays the orchestrator over all of it, and returns what the
 * orchestrator decided beyond the history. Does not change its arguments.
 * @param batch the messages of the instance; answers to earlier executions are dropped here
 * @returns undefined when no message concerns the instance
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
    progress.execution = { started, events: [], sequence: 0 };
    progress.row = { ...newRow(started, progress.row), createdTime: progress.row.createdTime };
    progress.forgetHistory = row !== undefined;
    if (round % roundsInOneGo !== 0) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (replayer.stopping?.aborted) throw new Error('The host has stopped.');
  }
}

/** The episode without a replay, when the flow keeps waiting. With recording, every episode is replayed. */
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
      current = { started: content, events: [], sequence: 0 };
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
  const identity = identityOf(execution.started);
  return mirror({
    identity,
    events: execution.events.length === 0 ? fresh : [...execution.events, ...fresh],
    state,
    exists: (kind, name) => {
      if (replayer.registry.exists(kind, name)) return true;
      replayer.unknownCalled?.(identity.instanceId, replayer.registry.unknown(kind, name));
      return false;
    },
    httpSleepMilliseconds: replayer.httpSleepMilliseconds,
    strict: replayer.strict,
  });
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

/**
 * The first events after continueAsNew. The execution begins within the episode of the previous execution, so the end mark is in that
 * episode.
 */
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
