interface UnderWay<T> {
  readonly running: Promise<T>;
  next: Promise<T> | null;
}

/**
 * Callers that ask the same at the same time share one answer. Nobody gets an answer to a question that was sent before they asked: who
 * comes while one is under way shares the next.
 * @returns asks, and shares the answer among those with an equal key
 */
export function shareReads<T>(): (key: string, ask: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, UnderWay<T>>();

  function start(key: string, ask: () => Promise<T>): Promise<T> {
    const running = ask().finally(() => {
      // A waiting question has taken the place already.
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
