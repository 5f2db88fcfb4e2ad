// Loaded into every process of a stack before its own code: its clock is real time, and the milliseconds in a file ahead.
import { readFileSync } from 'node:fs';

const file = process.env['MOVED_CLOCK_FILE'] ?? '';
const RealDate = globalThis.Date;
const readEvery = 100;
let readAt = 0;
let ahead = 0;

function now() {
  const real = RealDate.now();
  if (real - readAt >= readEvery) {
    readAt = real;
    ahead = Number(readFileSync(file, 'utf8'));
  }
  return real + ahead;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (date, given, target) =>
    Reflect.construct(date, given.length === 0 ? [now()] : given, target),
  apply: () => new RealDate(now()).toString(),
  get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
});
RealDate.prototype.constructor = globalThis.Date;
