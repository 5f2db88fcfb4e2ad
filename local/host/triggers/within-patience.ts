/** Waits for work to end, but not for ever: what a host that stops does with functions that still run. */
export async function withinPatience(work: Promise<unknown>, patienceMs = 10_000): Promise<void> {
  const { promise: enough, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patienceMs);
  await Promise.race([work.catch(() => undefined), enough]);
  clearTimeout(timer);
}
