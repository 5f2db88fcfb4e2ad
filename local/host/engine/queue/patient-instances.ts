import type { Instance, Message } from '../instances/instance.ts';
import { isSuccess } from '../instances/open-fan-out.ts';

/** Instances whose messages can be left for a moment: answers that come close together are taken in as one batch. */
export interface PatientInstances {
  add(instance: Instance): void;
  delete(instance: Instance): void;
  attendAll(): void;
}

const patienceMilliseconds = 10;

/** @param attend is called for each once its time is over */
export function createPatientInstances(attend: (instance: Instance) => void): PatientInstances {
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

/** Whether a message, together with what has come before it, leaves the flow asleep for certain. */
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
