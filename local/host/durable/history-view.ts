import { EventType, type StoredEvent } from '../protocol/history-event.ts';
import { statusName, type OrchestrationStatus } from '../protocol/orchestration-status.ts';
import { withOffset } from '../protocol/timestamp.ts';
import { parsedOrText } from './instance-view.ts';

export interface HistoryOptions {
  readonly showInput: boolean;
  readonly showOutput: boolean;
}

/** The extension cannot show a history with two scheduling events of one kind under the same number. */
export class DuplicateKey extends Error {}

const names = new Map<number, string>(
  Object.entries(EventType).map(([name, type]) => [type, name]),
);
const hidden: readonly number[] = [EventType.OrchestratorStarted, EventType.OrchestratorCompleted];
const dropped = new Set([
  'EventId', 'IsPlayed', 'TaskScheduledId', 'TimerId', 'OrchestrationInstance', 'ParentInstance', 'Version',
]); // prettier-ignore

interface Scheduled {
  readonly name: string;
  readonly time: string;
  readonly instanceId?: string;
}

/** The history as the status API shows it: an activity or sub-orchestration that has ended is one row. */
export function historyView(
  events: readonly StoredEvent[],
  options: HistoryOptions,
): Record<string, unknown>[] {
  const scheduled = new Map<string, Scheduled>();
  const answered = new Set<string>();
  for (const event of events) readEvent(event, scheduled, answered);
  return events.flatMap((event) => {
    const isAnswered = answered.has(`${String(event.EventType)}_${String(event.EventId)}`);
    if (hidden.includes(event.EventType) || isAnswered) return [];
    return [row(event, scheduled, options)];
  });
}

/** @throws DuplicateKey */
function readEvent(
  event: StoredEvent,
  scheduled: Map<string, Scheduled>,
  answered: Set<string>,
): void {
  const { EventType: type } = event;
  if (type === EventType.TaskScheduled || type === EventType.SubOrchestrationInstanceCreated) {
    const key = `${String(type)}_${String(event.EventId)}`;
    if (scheduled.has(key))
      throw new DuplicateKey(
        `An item with the same key has already been added. Key: ${names.get(type) ?? ''}_${String(event.EventId)}`,
      );
    const child = type === EventType.TaskScheduled ? {} : { instanceId: event.InstanceId };
    scheduled.set(key, { name: event.Name, time: event.Timestamp, ...child });
  } else {
    const key = answerKey(event);
    if (key !== undefined) answered.add(key);
  }
}

/** The key of the scheduling event that this event answers. */
function answerKey(event: StoredEvent): string | undefined {
  switch (event.EventType) {
    case EventType.TaskCompleted:
    case EventType.TaskFailed:
      return `${String(EventType.TaskScheduled)}_${String(event.TaskScheduledId)}`;
    case EventType.SubOrchestrationInstanceCompleted:
    case EventType.SubOrchestrationInstanceFailed:
      return `${String(EventType.SubOrchestrationInstanceCreated)}_${String(event.TaskScheduledId)}`;
    default:
      return undefined;
  }
}

function row(
  event: StoredEvent,
  scheduled: ReadonlyMap<string, Scheduled>,
  { showInput, showOutput }: HistoryOptions,
): Record<string, unknown> {
  const shown: Record<string, unknown> = { EventType: names.get(event.EventType) };
  for (const [key, value] of Object.entries(event) as [string, unknown][])
    if (!dropped.has(key) && key !== 'EventType') shown[key] = value;
  if (event.EventType === EventType.ExecutionStarted) {
    delete shown['Name'];
    delete shown['Tags'];
    shown['FunctionName'] = event.Name;
  }
  if (event.EventType === EventType.ExecutionCompleted)
    shown['OrchestrationStatus'] = statusName(event.OrchestrationStatus as OrchestrationStatus);
  const key = answerKey(event);
  const origin = key === undefined ? undefined : scheduled.get(key);
  if (origin) {
    shown['ScheduledTime'] = withOffset(origin.time);
    shown['FunctionName'] = origin.name;
    if (origin.instanceId !== undefined) shown['InstanceId'] = origin.instanceId;
    shown['Input'] = null;
  }
  if ('Result' in event) {
    if (showOutput) shown['Result'] = parsedOrText(event.Result);
    else delete shown['Result'];
  }
  if (!showInput) delete shown['Input'];
  return shown;
}
