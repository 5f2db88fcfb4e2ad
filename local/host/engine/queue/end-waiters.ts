import type { InstanceRow } from '../../store/task-hub-store.ts';

/** Callers that wait until an instance has ended. */
export interface EndWaiters {
  /** Resolves with the row when the instance ends, or with undefined after `milliseconds`. */
  wait(instanceId: string, milliseconds: number): Promise<InstanceRow | undefined>;
  /** Resolves the waits of all callers for this instance. */
  ended(row: InstanceRow): void;
  /** Resolves every wait with undefined. */
  giveUp(): void;
}

export function createEndWaiters(): EndWaiters {
  const waiters = new Map<string, Set<(row: InstanceRow | undefined) => void>>();
  return {
    wait(instanceId, milliseconds) {
      const own = waiters.get(instanceId) ?? new Set();
      waiters.set(instanceId, own);
      return new Promise((resolve) => {
        const tell = (row: InstanceRow | undefined): void => {
          clearTimeout(timer);
          own.delete(tell);
          if (own.size === 0) waiters.delete(instanceId);
          resolve(row);
        };
        const timer = setTimeout(tell, milliseconds, undefined);
        own.add(tell);
      });
    },
    ended(row) {
      for (const tell of [...(waiters.get(row.id) ?? [])]) tell(row);
    },
    giveUp() {
      for (const own of [...waiters.values()]) for (const tell of [...own]) tell(undefined);
    },
  };
}
