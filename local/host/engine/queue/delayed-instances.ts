import type { Instance, Message } from '../instances/instance.ts';
import { isSuccess } from '../instances/open-fan-out.ts';

/** Instances whose messages may wait a few milliseconds. So answers that arrive close together form one batch. */
export interface DelayedInstances {
  add(instance: Instance): void;
  delete(instance: Instance): void;
  attendAll(): void;
}

const patienceMilliseconds = 10;

/** @param attend is called for each instance when its wait is over */
export function createDelayedInstances(attend: (instance: Instance) => void): DelayedInstances {
  const waiting = new Set<Instance>();
  let timer: NodeJS.Timeout | undefined;

  function attendAll(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const instance of [...waiting]) attend(instance);
    waiting.clear();
  }

  return {
    add(instance) {
      waiting.add(instance);
      timer ??= setTimeout(attendAll, patienceMilliseconds);
    },
    delete: (instance) => void waiting.delete(instance),
    attendAll,
  };
}

/** Whether the flow certainly keeps waiting after this message and the messages before it. */
export function sleepsThrough(
  { execution, inbox }: Instance,
  { content, executionId }: Message,
): boolean {
  const fanOut = execution?.fanOut;
  if (!fanOut || executionId !== execution.started.OrchestrationInstance.ExecutionId) return false;
  if (!('EventType' in content) || !isSuccess(content)) return false;
  return (
    fanOut.open.has(content.TaskScheduledId) && (fanOut.others || inbox.length < fanOut.open.size)
  );
}
