// A deadline is a time of the service. A computer whose clock is wrong by a day must not call a request late.
let aheadMs = 0;

/** Learns the time of the service from the header `Date` of an answer. Its whole seconds are exact enough for dates. */
export function noteServerTime(date: string | null): void {
  const time = Date.parse(date ?? '');
  if (!Number.isNaN(time)) aheadMs = time - Date.now();
}

/** The time of the service now. Before the first answer, it is the time of this computer. */
export function serverNow(): Date {
  return new Date(Date.now() + aheadMs);
}
