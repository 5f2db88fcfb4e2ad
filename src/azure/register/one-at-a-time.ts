import { StorageAway } from '../../ports/storage-away.ts';

/** Runs tasks one after another. When storage is away, the waiting tasks fail at once. */
export function oneAtATime(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<void> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    const done = result.then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof StorageAway) throw error;
      },
    );
    last = done;
    const reset = () => {
      if (last === done) last = Promise.resolve();
    };
    done.then(reset, reset);
    return result;
  };
}
