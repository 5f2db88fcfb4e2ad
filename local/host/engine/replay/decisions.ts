import {
  EventType,
  type DecisionEvent,
  type FailureDetails,
  type ParentInstance,
} from '../../protocol/history-event.ts';
import { OrchestrationStatus } from '../../protocol/orchestration-status.ts';
import { utcNow } from '../../protocol/timestamp.ts';
import type { ActivityTask, TimerTask } from '../instances/episode-outcome.ts';
import { executionStarted, newExecutionId } from '../instances/execution-started.ts';
import type { Message } from '../instances/instance.ts';
import type { ExecutionIdentity, ScheduledAction } from './scheduled-action.ts';

/** The results of the decisions of one episode. */
export interface Decided {
  readonly events: DecisionEvent[];
  readonly activities: ActivityTask[];
  readonly timers: TimerTask[];
  readonly messages: Message[];
  /** The end as the status API shows it. */
  completed: { readonly status: OrchestrationStatus; readonly output: string | null } | undefined;
  continueAsNew: { readonly input: string | null } | undefined;
}

export const nothingDecided: Decided = {
  events: [],
  activities: [],
  timers: [],
  messages: [],
  completed: undefined,
  continueAsNew: undefined,
};

export interface DecisionOptions {
  /** `storeInputsInOrchestrationHistory` of host.json. */
  readonly storeInputs: boolean;
}

/** Turns decisions into history events and work. */
export function decide(
  identity: ExecutionIdentity,
  decisions: readonly (readonly [number, ScheduledAction])[],
  options: DecisionOptions,
): Decided {
  const decided: Decided = {
    events: [],
    activities: [],
    timers: [],
    messages: [],
    completed: undefined,
    continueAsNew: undefined,
  };
  for (const [id, action] of decisions) apply(decided, identity, id, action, options);
  return decided;
}

function apply(
  decided: Decided,
  identity: ExecutionIdentity,
  id: number,
  action: ScheduledAction,
  { storeInputs }: DecisionOptions,
): void {
  const { instanceId, executionId } = identity;
  const common = { EventId: id, Timestamp: utcNow() };
  switch (action.kind) {
    case 'task': {
      const { name, input } = action;
      const stored = storeInputs ? JSON.stringify([input ?? null]) : null;
      const version = { Version: '', Input: stored, ParentTraceContext: null, Tags: null };
      decided.events.push({
        EventType: EventType.TaskScheduled,
        Name: name,
        ...version,
        ...common,
      });
      decided.activities.push({ instanceId, executionId, taskId: id, name, input });
      break;
    }
    case 'timer': {
      const { fireAt } = action;
      decided.events.push({ EventType: EventType.TimerCreated, FireAt: fireAt, ...common });
      decided.timers.push({
        instanceId,
        executionId,
        timerId: id,
        fireAt,
        setAt: common.Timestamp,
      });
      break;
    }
    case 'sub-orchestration':
      startChild(decided, identity, common, action);
      break;
    case 'event': {
      const { instanceId: target, name, input } = action;
      decided.events.push({
        EventType: EventType.EventSent,
        InstanceId: target,
        Name: name,
        Input: input,
        ...common,
      });
      decided.messages.push({
        instanceId: target,
        content: { name: name === 'release' ? 'release' : 'op', input },
      });
      break;
    }
    case 'complete': {
      const { status, result, details, failureDetails } = action;
      decided.events.push({
        EventType: EventType.ExecutionCompleted,
        OrchestrationStatus: status,
        Result: result,
        FailureDetails: failureDetails,
        ...common,
      });
      decided.completed = { status, output: shownOutput(result, failureDetails) };
      if (identity.parent)
        decided.messages.push(answerParent(identity.parent, status, result, details));
      break;
    }
    case 'continue-as-new':
      decided.continueAsNew = { input: action.input };
      break;
  }
}

function startChild(
  decided: Decided,
  identity: ExecutionIdentity,
  common: { EventId: number; Timestamp: string },
  action: ScheduledAction & { kind: 'sub-orchestration' },
): void {
  const { name, instanceId, version, input } = action;
  decided.events.push({
    EventType: EventType.SubOrchestrationInstanceCreated,
    Name: name,
    Version: version,
    InstanceId: instanceId,
    Input: null,
    ClientSpanId: null,
    Tags: null,
    ...common,
  });
  const parent: ParentInstance = {
    Name: identity.name,
    OrchestrationInstance: {
      InstanceId: identity.instanceId,
      ExecutionId: identity.executionId,
    },
    TaskScheduleId: common.EventId,
    Version: identity.version,
  };
  const executionId = newExecutionId();
  const started = executionStarted({
    name,
    version,
    input,
    instanceId,
    executionId,
    parent,
    generation: null,
  });
  decided.messages.push({ instanceId, content: started });
}

/** The output of a failure with details consists of these details. */
function shownOutput(result: string | null, details: FailureDetails | null): string | null {
  return details ? `${details.ErrorType}: ${details.ErrorMessage}` : result;
}

function answerParent(
  parent: ParentInstance,
  status: OrchestrationStatus,
  result: string | null,
  details: string | null,
): Message {
  const common = { TaskScheduledId: parent.TaskScheduleId, EventId: -1, Timestamp: utcNow() };
  const { InstanceId: instanceId, ExecutionId: executionId } = parent.OrchestrationInstance;
  if (status === OrchestrationStatus.Completed) {
    const type = EventType.SubOrchestrationInstanceCompleted;
    return { instanceId, executionId, content: { EventType: type, Result: result, ...common } };
  }
  const failure = { Reason: result, Details: details, FailureDetails: null };
  const type = EventType.SubOrchestrationInstanceFailed;
  return { instanceId, executionId, content: { EventType: type, ...failure, ...common } };
}
