/** Lets only so many deeds run at once; the others wait in the order they came. */
export function atMost(limit: number): <T>(deed: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function enter(): Promise<void> {
    if (running < limit) running += 1;
    // Whoever leaves hands its place over, so nobody can slip in between.
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  return async (deed) => {
    await enter();
    try {
      return await deed();
    } finally {
      leave();
    }
  };
}
