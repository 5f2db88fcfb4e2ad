/** Waits for running functions when the host stops, at most `patienceMs`. */
export async function waitForRunning(work: Promise<unknown>, patienceMs = 10_000): Promise<void> {
  const enough = Promise.withResolvers<undefined>();
  const timer = setTimeout(enough.resolve, patienceMs, undefined);
  await Promise.race([work.catch(() => undefined), enough.promise]);
  clearTimeout(timer);
}
