/** Admits a request, if necessary after a wait. Resolves with a function to call at its end, or with undefined: refused. */
export type RequestGate = () => Promise<(() => void) | undefined>;

/**
 * The limits for HTTP functions in host.json.
 * @param maxOutstanding most requests that run or wait; further requests are refused; -1: no limit
 * @param maxConcurrent most requests that run; further requests wait; -1: no limit
 */
export function createRequestGate(maxOutstanding: number, maxConcurrent: number): RequestGate {
  let outstanding = 0;
  let running = 0;
  const waiting: (() => void)[] = [];

  function leave(): void {
    outstanding -= 1;
    running -= 1;
    const next = waiting.shift();
    if (next) {
      running += 1;
      next();
    }
  }

  return async () => {
    if (maxOutstanding >= 0 && outstanding >= maxOutstanding) return undefined;
    outstanding += 1;
    if (maxConcurrent >= 0 && running >= maxConcurrent)
      await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    return leave;
  };
}
