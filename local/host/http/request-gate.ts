/** Lets a request in, makes it wait, or (undefined) sends it away; the result is called when the request is done. */
export type RequestGate = () => Promise<(() => void) | undefined>;

/**
 * host.json's limits of HTTP functions.
 * @param maxOutstanding requests that run or wait; more are refused. -1: no limit
 * @param maxConcurrent requests that run; more wait. -1: no limit
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
