// .NET writes times with seven fraction digits; JavaScript's Date has three.

let lastMilliseconds = 0;
let lastText = '';
let ticks = 0;

/** The current time in ISO 8601 UTC with seven fraction digits. No two calls of a process return the same time. */
export function utcNow(): string {
  const now = Date.now();
  if (now === lastMilliseconds) ticks = Math.min(ticks + 1, 9999);
  else {
    ticks = 0;
    lastMilliseconds = now;
    lastText = new Date(now).toISOString().slice(0, 23);
  }
  return `${lastText}${String(ticks).padStart(4, '0')}Z`;
}

/** @returns `time` later by `milliseconds`; its digits below the millisecond stay. */
export function addMilliseconds(time: string, milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const rest = Math.round((milliseconds - whole) * 10_000);
  const sum = ticksOf(time) + rest;
  return withTicks(Date.parse(time) + whole + Math.floor(sum / 10_000), sum % 10_000);
}

/** The next .NET tick after `time`, without a time zone, as .NET writes it there. */
export function nextTick(time: string): string {
  const sum = ticksOf(time) + 1;
  return withTicks(Date.parse(utc(time)) + Math.floor(sum / 10_000), sum % 10_000).slice(0, -1);
}

/** Whether `a` is not after `b`. Both are written as this module does, with or without `Z`. */
export function notAfter(a: string, b: string): boolean {
  return a.slice(0, 27) <= b.slice(0, 27);
}

/** Adds the `Z` to a time that has none. */
export function utc(time: string): string {
  return time.endsWith('Z') ? time : `${time}Z`;
}

/** The same time with `+00:00`, like .NET's DateTimeOffset. */
export function withOffset(time: string): string {
  return `${time.slice(0, -1)}+00:00`;
}

/** .NET's DateTime.MinValue, which means no time. */
export const noTime = '0001-01-01T00:00:00';

function ticksOf(time: string): number {
  return Number(time.slice(23, 27).replace(/\D.*/, '').padEnd(4, '0'));
}

function withTicks(milliseconds: number, below: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 23)}${String(below).padStart(4, '0')}Z`;
}
