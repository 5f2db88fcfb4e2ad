/** The triggers that listen to queues, by the name of the queue. */
export interface QueueListeners {
  add(queue: string, wake: () => void): void;
  /** Wakes the listeners of a queue after a new message. The WebJobs SDK does the same for messages of output bindings. */
  readonly wake: (queue: string) => void;
}

export function createQueueListeners(): QueueListeners {
  const listeners = new Map<string, (() => void)[]>();
  return {
    add(queue, wake) {
      listeners.set(queue, [...(listeners.get(queue) ?? []), wake]);
    },
    wake(queue) {
      for (const wake of listeners.get(queue) ?? []) wake();
    },
  };
}
