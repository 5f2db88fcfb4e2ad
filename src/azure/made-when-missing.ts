import { isMissing, withStorage } from './storage-faults.ts';

export interface CallOptions {
  /** False for work that cannot be done twice, such as reading a stream to its end. */
  readonly repeatable?: boolean;
}

/**
 * Runs calls to a container, queue or table that is made before the first of them, and made again when it is gone: storage that lost its
 * newest writes in a crash has lost what was made with them.
 *
 * @param make succeeds when it exists already
 */
export function madeWhenMissing(
  make: () => Promise<unknown>,
): <T>(call: () => Promise<T>, options?: CallOptions) => Promise<T> {
  let made: Promise<unknown> | undefined;

  function ready(): Promise<unknown> {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  }

  return (call, { repeatable = true } = {}) =>
    withStorage(async () => {
      await ready();
      try {
        return await call();
      } catch (error) {
        if (!isMissing(error)) throw error;
        made = undefined;
        await ready();
        if (!repeatable) throw error;
        return await call();
      }
    });
}
