import {
  EventType,
  eventTexts,
  type GenericEvent,
  type StoredEvent,
} from '../../protocol/history-event.ts';
import { OrchestrationStatus } from '../../protocol/orchestration-status.ts';
import { utcNow } from '../../protocol/timestamp.ts';
import type { StoredInstance, TaskHubStore } from '../../store/task-hub-store.ts';
import type { Message } from './instance.ts';
import { parseHistory } from './stored-history.ts';

/** A failed orchestration that is ready to run again. */
interface Rewound {
  readonly instance: StoredInstance;
  readonly events: readonly StoredEvent[];
}

/**
 * Rewinds a failed orchestration as the Azure Storage provider does: failed events become generic events, failed
 * sub-orchestrations are rewound first, and the innermost ones are woken.
 * @returns the changed instances and the messages that wake them; both are already stored
 */
export function rewind(store: TaskHubStore, instance: StoredInstance, reason: string | null) {
  const changed: Rewound[] = [];
  const woken: StoredInstance[] = [];
  rewindTree(store, instance, changed, woken);
  const messages = woken.map(({ row }): Message => ({
    instanceId: row.id,
    executionId: row.executionId,
    key: store.newKey(),
    content: generic(reason),
  }));
  store.commit((writer) => {
    for (const {
      instance: { key, row },
      events,
    } of changed) {
      writer.updateInstance(key, { ...row, status: OrchestrationStatus.Pending, output: null });
      const inputs = inputsOf(store, key);
      writer.deleteHistory(key);
      writer.appendHistory(key, { sequence: 0, events: eventTexts(events), inputs });
    }
    for (const { key = 0, instanceId, content, executionId } of messages)
      writer.addMessage({ key, instanceId, text: JSON.stringify({ content, executionId }) });
  });
  return { changed: changed.map(({ instance: { row } }) => row.id), messages };
}

function rewindTree(
  store: TaskHubStore,
  instance: StoredInstance,
  changed: Rewound[],
  woken: StoredInstance[],
): void {
  const before = parseHistory(store.readHistory(instance.key));
  const failedTasks = new Set<number>();
  const failedChildren = new Set<number>();
  for (const event of before) {
    if (event.EventType === EventType.TaskFailed) failedTasks.add(event.TaskScheduledId);
    if (event.EventType === EventType.SubOrchestrationInstanceFailed)
      failedChildren.add(event.TaskScheduledId);
  }
  changed.push({
    instance,
    events: before.map((event) => (failed(event, failedTasks) ? rewoundEvent(event) : event)),
  });
  for (const event of before) {
    if (
      event.EventType !== EventType.SubOrchestrationInstanceCreated ||
      !failedChildren.has(event.EventId)
    )
      continue;
    const child = store.readInstance(event.InstanceId);
    if (child) rewindTree(store, child, changed, woken);
  }
  if (failedChildren.size === 0) woken.push(instance);
}

function failed(event: StoredEvent, failedTasks: ReadonlySet<number>): boolean {
  switch (event.EventType) {
    case EventType.TaskScheduled:
      return failedTasks.has(event.EventId);
    case EventType.TaskFailed:
    case EventType.SubOrchestrationInstanceFailed:
      return true;
    case EventType.ExecutionCompleted:
      return event.OrchestrationStatus === OrchestrationStatus.Failed;
    default:
      return false;
  }
}

const names = new Map<number, string>(
  Object.entries(EventType).map(([name, type]) => [type, name]),
);

function rewoundEvent({ EventType: type, EventId, IsPlayed, Timestamp }: StoredEvent): StoredEvent {
  const Data = `Rewound: ${names.get(type) ?? ''}`;
  return { Data, EventType: EventType.GenericEvent, EventId, IsPlayed, Timestamp };
}

function generic(reason: string | null): GenericEvent {
  return { Data: reason, EventType: EventType.GenericEvent, EventId: -1, Timestamp: utcNow() };
}

/** The inputs of activities without an answer. They must survive when the rows are written again. */
function inputsOf(store: TaskHubStore, key: number): string | null {
  const all = store
    .readHistory(key)
    .flatMap(({ inputs }) => (inputs === null ? [] : (JSON.parse(inputs) as unknown[])));
  return all.length === 0 ? null : JSON.stringify(all);
}
