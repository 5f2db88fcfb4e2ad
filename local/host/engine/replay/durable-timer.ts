import type { CreateTimer } from '../../protocol/orchestration-action.ts';
import {
  longRunningTimerInterval,
  maximumShortTimer,
} from '../../protocol/orchestration-trigger.ts';
import { addMilliseconds } from '../../protocol/timestamp.ts';
import { schedule, type ExecutionContext } from './execution-context.ts';
import { completedTask, pendingTask, settle, whenSettled, type MirrorTask } from './mirror-task.ts';

/**
 * A timer of the app. A timer longer than storage allows is set in slices. A cancelled timer is settled at once and does
 * not count as open, but keeps its number.
 */
export function createTimer(context: ExecutionContext, action: CreateTimer): MirrorTask {
  const whole = pendingTask();
  const due = action.fireAt;
  const slice = (): void => {
    const fireAt = sliceEnd(context.now, due);
    const task = pendingTask();
    const id = schedule(context, { kind: 'timer', fireAt });
    if (action.isCanceled) return;
    context.openTasks.set(id, task);
    context.openTimers.set(id, fireAt);
    whenSettled(task, () => {
      context.openTimers.delete(id);
      if (fireAt === due || isDue(context.now, due)) settle(whole, null);
      else slice();
    });
  };
  slice();
  return action.isCanceled ? completedTask() : whole;
}

function sliceEnd(now: string, fireAt: string): string {
  return Date.parse(fireAt) - Date.parse(now) > maximumShortTimer.milliseconds
    ? addMilliseconds(now, longRunningTimerInterval.milliseconds)
    : fireAt;
}

function isDue(now: string, fireAt: string): boolean {
  return Date.parse(fireAt) <= Date.parse(now);
}
