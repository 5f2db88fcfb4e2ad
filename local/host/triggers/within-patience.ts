/** Waits for work to end, but not for ever: what a host that stops does with functions that still run. */
export async function withinPatience(work: Promise<unknown>, patienceMs = 10_000): Promise<void> {
  const enough = Promise.withResolvers<undefined>();
  const timer = setTimeout(enough.resolve, patienceMs, undefined);
  await Promise.race([work.catch(() => undefined), enough.promise]);
  clearTimeout(timer);
}
