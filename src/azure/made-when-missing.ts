import { isMissing, withStorage } from './storage-faults.ts';

export interface CallOptions {
  /** True for work that reads a stream to its end: it cannot be done twice, and takes as long as the stream. */
  readonly streamed?: boolean;
}

/**
 * Runs calls to a container, queue or table that is made before the first of them, and made again when it is gone: storage that lost its
 * newest writes in a crash has lost what was made with them.
 *
 * @param make succeeds when it exists already
 */
export function madeWhenMissing(
  make: () => Promise<unknown>,
): <T>(call: (givenUp: AbortSignal) => Promise<T>, options?: CallOptions) => Promise<T> {
  let made: Promise<unknown> | undefined;

  function ready(): Promise<unknown> {
    // In time by itself: what never came to an end would be waited for by every later call, too.
    made ??= withStorage(make).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  }

  return (call, { streamed = false } = {}) =>
    withStorage(
      async (givenUp) => {
        await ready();
        try {
          return await call(givenUp);
        } catch (error) {
          if (!isMissing(error)) throw error;
          made = undefined;
          await ready();
          if (streamed) throw error;
          return await call(givenUp);
        }
      },
      streamed ? null : undefined,
    );
}
