import { randomUUID } from 'node:crypto';
import type { DurableTaskSettings } from '../settings/durable-task-settings.ts';
import {
  EventType,
  type ExecutionStarted,
  type MessageEvent,
  type StoredEvent,
} from '../protocol/history-event.ts';
import { isTerminal } from '../protocol/orchestration-status.ts';
import type {
  InstanceFilter,
  InstanceRow,
  StoredInstance,
  TaskHubStore,
} from '../store/task-hub-store.ts';
import type { FunctionApp } from '../worker/function-app.ts';
import { createActivityRunner } from './queue/activity-runner.ts';
import { executionStarted, newExecutionId } from './instances/execution-started.ts';
import { runEntityBatch } from './entities/entity-batch.ts';
import { createEndWaiters } from './queue/end-waiters.ts';
import type { EpisodeOutcome } from './instances/episode-outcome.ts';
import type { FunctionRegistry } from './replay/function-registry.ts';
import type { Instance, Message } from './instances/instance.ts';
import { createInstanceCache } from './instances/instance-cache.ts';
import { runEpisode } from './replay/orchestration-episode.ts';
import { recover } from './queue/recovery.ts';
import type { Replayer } from './replay/replay.ts';
import { rewind } from './instances/rewind.ts';
import { parseHistory } from './instances/stored-history.ts';
import { InstanceExists, type StartRequest } from './instances/start-request.ts';
import { sleepsThrough } from './queue/delayed-instances.ts';
import { createTimerQueue } from './queue/timer-queue.ts';
import { versionIsServed } from './instances/version-check.ts';
import { createWorkQueue } from './queue/work-queue.ts';

/** The durable engine of one task hub. */
export interface TaskHub {
  /** Continues the work that was open when the process ended. */
  start(): void;
  /** Resolves when running episodes are committed. Running activities run again after the next start. */
  stop(): Promise<void>;
  /** @returns the instance id, once the start is durable @throws InstanceExists */
  startInstance(request: StartRequest): Promise<string>;
  /** Resolves once the event is durable. */
  raise(instanceId: string, event: MessageEvent): Promise<void>;
  /** @param request JSON text of a request message */
  signalEntity(instanceId: string, request: string): Promise<void>;
  read(instanceId: string): InstanceRow | undefined;
  history(instanceId: string): StoredEvent[];
  list(filter: InstanceFilter, after: string | undefined, limit: number): InstanceRow[];
  /** Deletes instances that have ended, and entities. */
  purge(instanceIds: readonly string[]): void;
  rewind(instanceId: string, reason: string | null): void;
  /** Resolves with the row once the instance has ended, or with undefined after `milliseconds`. */
  waitForEnd(instanceId: string, milliseconds: number): Promise<InstanceRow | undefined>;
}

export interface TaskHubOptions {
  readonly app: FunctionApp;
  readonly registry: FunctionRegistry;
  readonly settings: DurableTaskSettings;
  readonly store: TaskHubStore;
  readonly replayer: Replayer;
  readonly episodeFailed: (instanceId: string, error: unknown) => void;
  readonly failed: (error: unknown) => void;
  /** How long `stop` waits for running episodes. */
  readonly drainMilliseconds?: number;
}

const usualDrainMs = 5_000;

export function createTaskHub(options: TaskHubOptions): TaskHub {
  const { app, registry, settings, store } = options;
  const stopping = new AbortController();
  const replayer: Replayer = { ...options.replayer, stopping: stopping.signal };
  const instances = createInstanceCache(store);
  const starting = new Set<string>();
  const endWaiters = createEndWaiters();
  const window = settings.entityMessageReorderWindowInMinutes * 60_000;

  const activities = createActivityRunner(
    app,
    registry,
    settings.maxConcurrentActivityFunctions,
    ({ instanceId, executionId }, content) => {
      queue.send({ instanceId, executionId, content });
    },
  );
  const timers = createTimerQueue(({ instanceId, executionId, timerId, fireAt, setAt }) => {
    const common = { TimerId: timerId, FireAt: fireAt, EventId: -1, Timestamp: setAt };
    queue.send({
      instanceId,
      executionId,
      content: { EventType: EventType.TimerFired, ...common },
    });
  });
  const queue = createWorkQueue({
    store,
    instances,
    limits: {
      orchestrations: settings.maxConcurrentOrchestratorFunctions,
      entities: settings.maxConcurrentEntityFunctions,
    },
    run: (instance, batch) => runInstance(instance, batch),
    held: (batch) => batch.some(({ content }) => !served(content)),
    canWait: (instance, message) => !replayer.record && sleepsThrough(instance, message),
    committed,
    episodeFailed: (instance, error) => {
      options.episodeFailed(instance.id, error);
    },
    failed: (error) => {
      timers.stop();
      activities.stop();
      endWaiters.giveUp();
      options.failed(error);
    },
  });

  function served(content: Message['content']): boolean {
    const starts = 'EventType' in content && content.EventType === EventType.ExecutionStarted;
    return !starts || versionIsServed(content.Version, settings.defaultVersion);
  }

  function runInstance(instance: Instance, batch: readonly Message[]) {
    if (instance.isEntity)
      return runEntityBatch(replayer, instance.id, instance.row, batch, window);
    instances.load(instance);
    return runEpisode(replayer, instance.execution, instance.row, batch);
  }

  function committed({ row, activities: tasks, timers: set }: EpisodeOutcome): void {
    for (const timer of set) timers.add(timer);
    for (const task of tasks) activities.run(task);
    if (!isTerminal(row.status)) return;
    endWaiters.ended(row);
  }

  const readStored = (instanceId: string): StoredInstance | undefined => {
    const instance = instances.get(instanceId);
    return instance?.row
      ? { key: instance.key, row: instance.row }
      : store.readInstance(instanceId);
  };
  const read = (instanceId: string) => readStored(instanceId)?.row;

  async function startInstance(request: StartRequest): Promise<string> {
    const { instanceId = newExecutionId() } = request;
    const before = read(instanceId);
    const mayReplace = settings.overridableExistingInstanceStates === 'AnyState';
    if (!mayReplace && (starting.has(instanceId) || (before && !isTerminal(before.status))))
      throw new InstanceExists(before);
    starting.add(instanceId);
    try {
      await queue.sendDurably({ instanceId, content: started(request, instanceId, before) });
    } finally {
      starting.delete(instanceId);
    }
    return instanceId;
  }

  function started(
    { name, input, version, byExtension = false }: StartRequest,
    instanceId: string,
    before: InstanceRow | undefined,
  ): ExecutionStarted {
    return executionStarted({
      name,
      input,
      instanceId,
      version: version ?? settings.defaultVersion ?? null,
      executionId: byExtension ? newExecutionId() : randomUUID(),
      parent: null,
      generation: before ? (before.generation ?? 0) + 1 : 0,
    });
  }

  return {
    start() {
      const open = recover(store, instances);
      for (const message of open.messages) queue.send(message);
      for (const timer of open.timers) timers.add(timer);
      for (const task of open.activities) activities.run(task);
    },
    async stop() {
      timers.stop();
      activities.stop();
      await queue.drain(options.drainMilliseconds ?? usualDrainMs);
      stopping.abort();
      endWaiters.giveUp();
      store.close();
    },
    startInstance,
    raise: (instanceId, content) => queue.sendDurably({ instanceId, content }),
    signalEntity: (instanceId, input) =>
      queue.sendDurably({ instanceId, content: { name: 'op', input } }),
    read,
    history(instanceId) {
      const found = readStored(instanceId);
      return found ? parseHistory(store.readHistory(found.key)) : [];
    },
    list: (filter, after, limit) => store.list(filter, after, limit).map(({ row }) => row),
    purge(instanceIds) {
      const found = instanceIds.flatMap((id) => readStored(id) ?? []);
      store.commit((writer) => {
        for (const { key } of found) {
          writer.deleteHistory(key);
          writer.deleteInstance(key);
        }
      });
      for (const { row } of found) instances.forget(row.id);
    },
    rewind(instanceId, reason) {
      const found = store.readInstance(instanceId);
      if (!found) return;
      for (const message of rewind(store, found, reason).messages) queue.send(message);
    },
    waitForEnd(instanceId, milliseconds) {
      const row = read(instanceId);
      const isOver = row && isTerminal(row.status) && !starting.has(instanceId);
      return isOver ? Promise.resolve(row) : endWaiters.wait(instanceId, milliseconds);
    },
  };
}
