import {
  EventType,
  type EventRaised,
  type FailureDetails,
  type HistoryEvent,
} from '../../protocol/history-event.ts';
import { OrchestrationStatus } from '../../protocol/orchestration-status.ts';
import { nonDeterminism } from './determinism-check.ts';
import { noExternalEvents, raiseEvent, type ExternalEvents } from './external-events.ts';
import { pendingTask, settle, type MirrorTask } from './mirror-task.ts';
import type { ExecutionIdentity, ScheduledAction } from './scheduled-action.ts';

/** The state of one replay of an orchestration, like DurableTask.Core's TaskOrchestrationContext. */
export interface ExecutionContext {
  readonly identity: ExecutionIdentity;
  now: string;
  nextId: number;
  /** Decisions that are not in the history yet. */
  actions: Map<number, ScheduledAction>;
  readonly openTasks: Map<number, MirrorTask>;
  /** Open timers of the app and their due times. */
  readonly openTimers: Map<number, string>;
  readonly events: ExternalEvents;
  continueAsNew: { readonly input: string | null } | undefined;
  /** Events of the same batch that follow continueAsNew. The next execution gets them. */
  readonly carriedOver: EventRaised[];
  ended: boolean;
  suspended: boolean;
  readonly heldBack: HistoryEvent[];
  readonly heldActions: Map<number, ScheduledAction>;
}

export function createExecutionContext(identity: ExecutionIdentity): ExecutionContext {
  return {
    identity,
    now: '',
    nextId: 0,
    actions: new Map(),
    openTasks: new Map(),
    openTimers: new Map(),
    events: noExternalEvents(),
    continueAsNew: undefined,
    carriedOver: [],
    ended: false,
    suspended: false,
    heldBack: [],
    heldActions: new Map(),
  };
}

/** The replay differs from the history. The message has the same text as that of the Durable Task extension. */
export class NonDeterministicOrchestration extends Error {}

/** Records a decision under the next number and returns the number. */
export function schedule(context: ExecutionContext, action: ScheduledAction): number {
  const id = context.nextId++;
  context.actions.set(id, action);
  return id;
}

/** Records a decision whose answer will carry the same number. */
export function scheduleTask(context: ExecutionContext, action: ScheduledAction): MirrorTask {
  const task = pendingTask();
  task.id = schedule(context, action);
  context.openTasks.set(task.id, task);
  return task;
}

/** How an execution ends. */
export interface ExecutionEnd {
  readonly status: OrchestrationStatus;
  readonly result: string | null;
  /** Only the parent sees these details. */
  readonly details?: string | null;
  readonly failureDetails?: FailureDetails | null;
}

/** Ends the execution; a second call does not change the end. Like every decision, each call takes a number. */
export function complete(context: ExecutionContext, end: ExecutionEnd): void {
  const { status, result, details = null, failureDetails = null } = end;
  const id = context.nextId++;
  if (context.ended) return;
  context.ended = true;
  if (status === OrchestrationStatus.Completed && context.continueAsNew)
    context.actions.set(id, { kind: 'continue-as-new', input: context.continueAsNew.input });
  else context.actions.set(id, { kind: 'complete', status, result, details, failureDetails });
}

/**
 * Applies one history event.
 * @param start runs the interpreter at ExecutionStarted
 * @throws NonDeterministicOrchestration when the history has something else under the event's number
 */
export function playEvent(context: ExecutionContext, event: HistoryEvent, start: () => void): void {
  const { EventType: type } = event;
  if (type === EventType.OrchestratorStarted) {
    context.now = event.Timestamp;
    return;
  }
  const overrides = type === EventType.ExecutionResumed || type === EventType.ExecutionTerminated;
  if (context.suspended && !overrides) {
    if (type !== EventType.ExecutionSuspended) context.heldBack.push(event);
    return;
  }
  switch (type) {
    case EventType.ExecutionStarted:
      start();
      break;
    case EventType.ExecutionTerminated:
      complete(context, { status: OrchestrationStatus.Terminated, result: event.Input });
      break;
    case EventType.TaskScheduled:
    case EventType.SubOrchestrationInstanceCreated:
    case EventType.TimerCreated:
    case EventType.EventSent: {
      const told = nonDeterminism(event, context.actions.get(event.EventId));
      if (told !== undefined) throw new NonDeterministicOrchestration(told);
      context.actions.delete(event.EventId);
      break;
    }
    case EventType.TaskCompleted:
    case EventType.SubOrchestrationInstanceCompleted:
      answer(context, event.TaskScheduledId, event.Result, false);
      break;
    case EventType.TaskFailed:
    case EventType.SubOrchestrationInstanceFailed:
      answer(context, event.TaskScheduledId, event.Reason, true);
      break;
    case EventType.TimerFired:
      answer(context, event.TimerId, null, false);
      break;
    case EventType.EventRaised:
      if (context.continueAsNew) context.carriedOver.push(event);
      else raiseEvent(context.events, event);
      break;
    case EventType.ExecutionSuspended:
      suspend(context);
      break;
    case EventType.ExecutionResumed:
      resume(context, start);
      break;
    case EventType.ExecutionCompleted:
    case EventType.OrchestratorCompleted:
    case EventType.GenericEvent:
      break;
  }
}

function answer(
  context: ExecutionContext,
  id: number,
  value: string | null,
  failed: boolean,
): void {
  const task = context.openTasks.get(id);
  if (!task) return; // a second answer, or one to a cancelled timer
  // As in DurableTask.Core, the task counts as open while its continuations run.
  settle(task, value, failed);
  context.openTasks.delete(id);
}

function suspend(context: ExecutionContext): void {
  context.suspended = true;
  for (const [id, action] of context.actions) context.heldActions.set(id, action);
  context.actions.clear();
}

function resume(context: ExecutionContext, start: () => void): void {
  context.suspended = false;
  for (const [id, action] of context.heldActions) context.actions.set(id, action);
  context.heldActions.clear();
  for (let event = context.heldBack.shift(); event; event = context.heldBack.shift())
    playEvent(context, event, start);
}
