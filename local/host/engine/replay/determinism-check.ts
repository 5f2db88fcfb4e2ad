import type {
  EventSent,
  SubOrchestrationInstanceCreated,
  TaskScheduled,
  TimerCreated,
} from '../../protocol/history-event.ts';
import { actionClassName, type ScheduledAction } from './scheduled-action.ts';

type Scheduling = TaskScheduled | SubOrchestrationInstanceCreated | TimerCreated | EventSent;

const changed =
  'Was a change made to the orchestrator code after this instance had already started running?';
const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/**
 * Compares what the history has scheduled under a number with what this replay has scheduled under it.
 * @returns the extension's message (its words, double blanks and missing ones included), or nothing when they agree
 */
export function nonDeterminism(
  event: Scheduling,
  action: ScheduledAction | undefined,
): string | undefined {
  const told = difference(event, action);
  return told === undefined ? undefined : `Non-Deterministic workflow detected: ${told}`;
}

function difference(event: Scheduling, action: ScheduledAction | undefined): string | undefined {
  switch (event.EventType) {
    case 4:
      return taskDifference(event, action);
    case 7:
      return subOrchestrationDifference(event, action);
    case 10:
      return timerDifference(event, action);
    case 14:
      return eventDifference(event, action);
  }
}

function taskDifference(event: TaskScheduled, action: ScheduledAction | undefined) {
  const id = String(event.EventId);
  const before = 'A previous execution of this orchestration scheduled an activity task with';
  if (!action)
    return `${before} sequence ID ${id} and name '${event.Name}' (version '${event.Version}'), but the current replay execution hasn't (yet?) scheduled this task. ${changed}`;
  if (action.kind !== 'task')
    return `${before} sequence number ${id} named '${event.Name}', but the current orchestration replay instead produced a ${actionClassName[action.kind]} action with this sequence number. ${changed}`;
  if (!sameName(action.name, event.Name))
    return `${before} sequence number ${id} named '${event.Name}', but the current orchestration replay instead scheduled an activity task named '${action.name}' with this sequence number.  ${changed}`;
  return undefined;
}

function subOrchestrationDifference(
  event: SubOrchestrationInstanceCreated,
  action: ScheduledAction | undefined,
) {
  const before =
    `A previous execution of this orchestration scheduled a sub-orchestration task with sequence ID ${String(event.EventId)} ` +
    `and name '${event.Name}' (version '${event.Version ?? ''}', instance ID '${event.InstanceId}'), but the current`;
  if (!action) return `${before} replay execution hasn't (yet?) scheduled this task. ${changed}`;
  if (action.kind !== 'sub-orchestration')
    return `${before} orchestration replay instead produced a ${actionClassName[action.kind]} action at this sequence number. ${changed}`;
  if (!sameName(action.name, event.Name))
    return `${before} orchestration replay instead scheduled a sub-orchestration task with name ${action.name} at this sequence number. ${changed}`;
  return undefined;
}

function timerDifference(event: TimerCreated, action: ScheduledAction | undefined) {
  const before = `A previous execution of this orchestration scheduled a timer task with sequence number ${String(event.EventId)}`;
  if (!action)
    return `${before} but the current replay execution hasn't (yet?) scheduled this task. ${changed}`;
  if (action.kind !== 'timer')
    return `${before} named but the current orchestration replay instead produced a ${actionClassName[action.kind]} action with this sequence number. ${changed}`;
  return undefined;
}

function eventDifference(event: EventSent, action: ScheduledAction | undefined) {
  const before = `A previous execution of this orchestration scheduled a send event task with sequence ID ${String(event.EventId)}, type 'EventSent'`;
  if (!action)
    return `${before} name '${event.Name}', instance ID '${event.InstanceId}', but the current replay execution hasn't (yet?) scheduled this task. ${changed}`;
  if (action.kind !== 'event')
    return `${before}, name '${event.Name}', instance ID '${event.InstanceId}', but the current orchestration replay instead scheduled a ${actionClassName[action.kind]} task at this sequence number. ${changed}`;
  if (!sameName(action.name, event.Name))
    return `${before}, name '${event.Name}', instance ID '${event.InstanceId}'), but the current orchestration replay instead scheduled a send event task with name ${action.name}at this sequence number. ${changed}`;
  return undefined;
}
