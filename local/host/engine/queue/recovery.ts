import { isTerminal } from '../../protocol/orchestration-status.ts';
import type { TaskHubStore } from '../../store/task-hub-store.ts';
import type { ActivityTask, TimerTask } from '../instances/episode-outcome.ts';
import { newInstance, type Message } from '../instances/instance.ts';
import type { InstanceCache } from '../instances/instance-cache.ts';
import { openWork, readExecution } from '../instances/stored-history.ts';
import { readMessage } from './turn-commit.ts';

/** Open work of a hub whose process has ended. */
export interface Recovered {
  readonly messages: readonly Message[];
  readonly activities: readonly ActivityTask[];
  readonly timers: readonly TimerTask[];
}

/** Loads every open orchestration. Activities without an answer run again: activities run at least once. */
export function recover(store: TaskHubStore, instances: InstanceCache): Recovered {
  const messages = store.messages().map(readMessage);
  const byInstance = Map.groupBy(messages, ({ instanceId }) => instanceId);
  const activities: ActivityTask[] = [];
  const timers: TimerTask[] = [];
  for (const { key, row } of store.openOrchestrations()) {
    if (isTerminal(row.status)) continue;
    const instance = newInstance(row.id, key, false);
    instance.row = row;
    instances.add(instance);
    const rows = store.readHistory(key);
    const execution = readExecution(rows);
    if (!execution) continue;
    instance.execution = execution;
    const open = openWork(execution, rows, byInstance.get(row.id) ?? []);
    activities.push(...open.activities);
    timers.push(...open.timers);
    instances.settle(instance);
  }
  return { messages, activities, timers };
}
