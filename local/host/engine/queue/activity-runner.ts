import { EventType, type TaskCompleted, type TaskFailed } from '../../protocol/history-event.ts';
import type { DurableHttpRequest } from '../../protocol/orchestration-action.ts';
import { activityFailure, extensionFailure } from '../../protocol/task-failure.ts';
import { utcNow } from '../../protocol/timestamp.ts';
import { activityInput, jsonResult, textData } from '../../protocol/typed-data.ts';
import type { FunctionApp } from '../../worker/function-app.ts';
import type { ActivityTask } from '../instances/episode-outcome.ts';
import type { FunctionRegistry } from '../replay/function-registry.ts';
import { sendHttpRequest, type ActivityResult } from './http-activity.ts';
import { httpActivity } from '../replay/http-polling.ts';

/** Runs activities, up to a limit at the same time. */
export interface ActivityRunner {
  run(task: ActivityTask): void;
  /** Starts no new activities. Running activities continue, but their results are dropped. */
  stop(): void;
}

/** @param answer receives the result of each activity */
export function createActivityRunner(
  app: FunctionApp,
  registry: FunctionRegistry,
  limit: number,
  answer: (task: ActivityTask, event: TaskCompleted | TaskFailed) => void,
): ActivityRunner {
  let waiting: ActivityTask[] = [];
  let next = 0;
  let running = 0;
  let stopped = false;

  function fill(): void {
    while (running < limit && !stopped) {
      const task = waiting[next];
      if (!task) {
        waiting = [];
        next = 0;
        return;
      }
      next += 1;
      running += 1;
      void execute(app, registry, task).then((result) => {
        running -= 1;
        if (!stopped) answer(task, completion(task.taskId, result));
        fill();
      });
    }
  }

  return {
    run(task) {
      waiting.push(task);
      fill();
    },
    stop() {
      stopped = true;
    },
  };
}

async function execute(
  app: FunctionApp,
  registry: FunctionRegistry,
  task: ActivityTask,
): Promise<ActivityResult> {
  const { name, input, instanceId } = task;
  if (name === httpActivity) return sendHttpRequest(input as DurableHttpRequest);
  const fn = registry.find('activity', name);
  if (!fn)
    return {
      failure: extensionFailure('System.ArgumentException', registry.unknown('activity', name)),
    };
  const trigger = activityInput(input);
  try {
    const triggerMetadata = { data: trigger, instanceId: textData(instanceId) };
    const { returnValue } = await app.invoke(fn, { trigger, triggerMetadata });
    return { result: jsonResult(returnValue) };
  } catch (error) {
    return { failure: activityFailure(name, error) };
  }
}

function completion(id: number, result: ActivityResult): TaskCompleted | TaskFailed {
  const common = { TaskScheduledId: id, EventId: -1, Timestamp: utcNow() };
  return 'failure' in result
    ? { EventType: EventType.TaskFailed, ...result.failure, ...common }
    : { EventType: EventType.TaskCompleted, Result: result.result, ...common };
}
