import { randomFillSync } from 'node:crypto';
import type { TraceContext } from './rpc.ts';

const incoming = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;

/** A W3C trace context for one invocation: a new span in the caller's trace, or in a new trace. */
export function traceContextFor(traceParent?: string, traceState?: string): TraceContext {
  const caller = traceParent === undefined ? null : incoming.exec(traceParent);
  const traceId = caller?.[1] ?? randomHex(16);
  const parent = `00-${traceId}-${randomHex(8)}-${caller?.[2] ?? '00'}`;
  return caller && traceState !== undefined
    ? { traceParent: parent, traceState }
    : { traceParent: parent };
}

// Makes many random bytes at a time, because every invocation needs some.
const pool = Buffer.alloc(6144);
let used = pool.length;

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
