import { isMissing, withStorage } from './storage-faults.ts';

export interface CallOptions {
  /** True for a call that reads a stream to its end. Such a call cannot be repeated and has no time limit. */
  readonly streamed?: boolean;
}

/**
 * Runs calls to a resource: a container, queue or table. The resource is created before the first call, and again when it is gone, because
 * storage that lost its newest writes in a crash may also have lost the resource.
 *
 * @param make creates it; must also succeed when it already exists
 */
export function madeWhenMissing(
  make: () => Promise<unknown>,
): <T>(call: (givenUp: AbortSignal) => Promise<T>, options?: CallOptions) => Promise<T> {
  let made: Promise<unknown> | undefined;

  function ready(): Promise<unknown> {
    // `withStorage` gives this call a time limit. Without one, a call that hangs would block every later call too.
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
