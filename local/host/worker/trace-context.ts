import { randomUUID } from 'node:crypto';
import type { TraceContext } from './rpc.ts';

const incoming = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;

/** A W3C trace context for one invocation: a new span of the caller's trace, or of a trace of its own. */
export function traceContextFor(traceParent?: string, traceState?: string): TraceContext {
  const caller = traceParent === undefined ? null : incoming.exec(traceParent);
  const traceId = caller?.[1] ?? hexDigits();
  const parent = `00-${traceId}-${hexDigits().slice(0, 16)}-${caller?.[2] ?? '00'}`;
  return caller && traceState !== undefined
    ? { traceParent: parent, traceState }
    : { traceParent: parent };
}

function hexDigits(): string {
  return randomUUID().replaceAll('-', '');
}
