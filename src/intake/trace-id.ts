/**
 * The trace a caller's request belongs to (W3C Trace Context).
 * @returns null when the header is missing or has another form: it is written into the log, so nothing else may stand in it
 */
export function traceIdOf(traceparent: string | null): string | null {
  return (
    /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent ?? '')?.[1] ?? null
  );
}
