interface UnderWay<T> {
  readonly running: Promise<T>;
  next: Promise<T> | null;
}

/**
 * Callers that ask the same question at the same time share one answer. A caller never gets the answer to a read that began before its
 * question: during a read, new callers share the next read.
 * @returns reads, and shares the answer among callers with the same key
 */
export function shareReads<T>(): (key: string, ask: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, UnderWay<T>>();

  function start(key: string, ask: () => Promise<T>): Promise<T> {
    const running = ask().finally(() => {
      // A waiting read has already taken this place.
      if (underWay.get(key) === entry) underWay.delete(key);
    });
    const entry: UnderWay<T> = { running, next: null };
    underWay.set(key, entry);
    return running;
  }

  return (key, ask) => {
    const before = underWay.get(key);
    if (!before) return start(key, ask);
    before.next ??= before.running.then(
      () => start(key, ask),
      () => start(key, ask),
    );
    return before.next;
  };
}
