import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readDurableTaskSettings } from '../../../../local/host/settings/durable-task-settings.ts';
import { createFunctionRegistry } from '../../../../local/host/engine/replay/function-registry.ts';
import type { Replayer } from '../../../../local/host/engine/replay/replay.ts';
import { createTaskHub, type TaskHub } from '../../../../local/host/engine/task-hub.ts';
import type { StoredEvent } from '../../../../local/host/protocol/history-event.ts';
import { openSqliteStore } from '../../../../local/host/store/sqlite-store.ts';
import type { InstanceRow, TaskHubStore } from '../../../../local/host/store/task-hub-store.ts';
import type { FunctionApp } from '../../../../local/host/worker/function-app.ts';
import { memoryApp, type AppBodies } from './memory-app.ts';

export interface MemoryHub {
  readonly hub: TaskHub;
  /** Starts an orchestration and returns its id. */
  readonly start: (name: string, input?: unknown, id?: string) => Promise<string>;
  /** The row of an instance once it has ended. */
  readonly end: (id: string) => Promise<InstanceRow>;
  /** Its output once it has completed. */
  readonly output: (id: string) => Promise<unknown>;
  /** Event types and numbers of its history: `4:0` is the activity with number 0. */
  readonly story: (id: string) => string[];
  readonly faults: unknown[];
}

const longestWait = 20_000;

/** A task hub with a file, for functions inside the test process. */
export function openHub(
  file: string,
  bodies: AppBodies,
  options: {
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly strict?: boolean;
    readonly wrap?: (store: TaskHubStore) => TaskHubStore;
    readonly record?: NonNullable<Replayer['record']>;
  } = {},
): MemoryHub {
  const app: FunctionApp = memoryApp(bodies);
  const registry = createFunctionRegistry(app);
  const settings = readDurableTaskSettings(options.settings ?? {});
  const faults: unknown[] = [];
  const store = openSqliteStore(file);
  const hub = createTaskHub({
    app,
    registry,
    settings,
    store: options.wrap ? options.wrap(store) : store,
    replayer: {
      app,
      registry,
      httpSleepMilliseconds: settings.httpSettings.defaultAsyncRequestSleepTimeMilliseconds,
      storeInputs: settings.storeInputsInOrchestrationHistory,
      strict: options.strict ?? false,
      ...(options.record ? { record: options.record } : {}),
    },
    episodeFailed: (_id, error) => faults.push(error),
    failed: (error) => faults.push(error),
    drainMilliseconds: 100,
  });
  hub.start();
  const end = async (id: string) => {
    const row = await hub.waitForEnd(id, longestWait);
    if (!row)
      throw new Error(
        `${id} has not ended: ${JSON.stringify(hub.read(id))} ${hub.history(id).map(mark).join(' ')}`,
      );
    return row;
  };
  return {
    hub,
    faults,
    end,
    start: (name, input, id) =>
      hub.startInstance({
        name,
        input: input === undefined ? null : JSON.stringify(input),
        ...(id === undefined ? {} : { instanceId: id }),
      }),
    output: async (id) => {
      const { status, output } = await end(id);
      if (status !== 1)
        throw new Error(`${id} ended with status ${String(status)}: ${output ?? ''}`);
      return output === null ? null : (JSON.parse(output) as unknown);
    },
    story: (id) => hub.history(id).map(mark),
  };
}

function mark(event: StoredEvent): string {
  const id =
    'TaskScheduledId' in event
      ? event.TaskScheduledId
      : 'TimerId' in event
        ? event.TimerId
        : event.EventId;
  return id < 0 ? String(event.EventType) : `${String(event.EventType)}:${String(id)}`;
}

/** Calls `use` with a file for a task hub and deletes the file afterwards. */
export async function withHubFile<T>(use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'task-hub-'));
  try {
    return await use(path.join(folder, 'hub.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens a hub, uses it and closes it. */
export function withHub<T>(
  bodies: AppBodies,
  use: (hub: MemoryHub) => Promise<T>,
  options?: Parameters<typeof openHub>[2],
): Promise<T> {
  return withHubFile(async (file) => {
    const opened = openHub(file, bodies, options);
    try {
      return await use(opened);
    } finally {
      await opened.hub.stop();
    }
  });
}
