import { isEntityId } from '../../protocol/entity-message.ts';
import { EventType } from '../../protocol/history-event.ts';
import { isTerminal } from '../../protocol/orchestration-status.ts';
import type { TaskHubStore } from '../../store/task-hub-store.ts';
import { newInstance, type Instance, type Message } from './instance.ts';
import { readExecution } from './stored-history.ts';

// The highest number of histories in memory. The history of an idle instance is read again when a message comes for it.
const mostHistories = 5_000;

/** The instances that are open or have messages. */
export interface InstanceCache {
  get(id: string): Instance | undefined;
  add(instance: Instance): void;
  /** The receiver of a message; undefined when it has ended or does not exist, and the message does not start it. */
  receiver(message: Message): Instance | undefined;
  /** Loads the history of an open orchestration unless it is in memory. */
  load(instance: Instance): void;
  /** Drops an instance that is no longer needed. Called after each commit of an instance. */
  settle(instance: Instance): void;
  /** Drops an instance that was purged. */
  forget(id: string): void;
}

export function createInstanceCache(store: TaskHubStore): InstanceCache {
  const instances = new Map<string, Instance>();
  // In the order of last use.
  const loaded = new Set<Instance>();

  function fromStore(id: string): Instance | undefined {
    const found = store.readInstance(id);
    if (!found) return undefined;
    const instance = newInstance(id, found.key, found.row.isEntity);
    instance.row = found.row;
    return instance;
  }

  function evict(): void {
    for (const instance of loaded) {
      if (loaded.size <= mostHistories) return;
      if (instance.busy || instance.inbox.length > 0) continue;
      loaded.delete(instance);
      instance.execution = undefined;
    }
  }

  return {
    get: (id) => instances.get(id),
    add: (instance) => {
      instances.set(instance.id, instance);
    },
    receiver({ instanceId, content }) {
      const starts = !('EventType' in content) || content.EventType === EventType.ExecutionStarted;
      const instance =
        instances.get(instanceId) ??
        fromStore(instanceId) ??
        (starts
          ? newInstance(instanceId, store.newKey(), isEntity(content, instanceId))
          : undefined);
      if (!instance) return undefined;
      if (
        !starts &&
        instance.row &&
        isTerminal(instance.row.status) &&
        !instance.busy &&
        instance.inbox.length === 0
      )
        return undefined;
      instances.set(instanceId, instance);
      return instance;
    },
    load(instance) {
      if (
        instance.isEntity ||
        instance.execution ||
        !instance.row ||
        isTerminal(instance.row.status)
      )
        return;
      instance.execution = readExecution(store.readHistory(instance.key));
    },
    settle(instance) {
      loaded.delete(instance);
      const idle = !instance.busy && instance.inbox.length === 0;
      const ended = !instance.row || isTerminal(instance.row.status);
      if (idle && (instance.isEntity || ended)) instances.delete(instance.id);
      else if (instance.execution) {
        loaded.add(instance);
        evict();
      }
    },
    forget(id) {
      const instance = instances.get(id);
      if (!instance) return;
      instances.delete(id);
      loaded.delete(instance);
    },
  };
}

function isEntity(content: Message['content'], id: string): boolean {
  return !('EventType' in content) && isEntityId(id);
}
