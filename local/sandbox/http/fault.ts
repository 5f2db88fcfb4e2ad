import type { Call } from './call.ts';

export const faultModes = [
  'refuse',
  'reset',
  'hang',
  'slow',
  'status',
  'html',
  'truncate',
  'garbage',
] as const;
export type FaultMode = (typeof faultModes)[number];

export interface Fault {
  mode: FaultMode;
  /** `after`: the call takes effect, then its answer is lost or spoilt. */
  when: 'before' | 'after';
  status?: number;
  /** Seconds, sent as `Retry-After`. */
  retryAfter?: number;
  delayMs?: number;
  /** How many calls are left to spoil; absent: all. */
  times?: number;
  probability?: number;
  seed?: number;
  match?: { method?: string; path?: string };
}

/**
 * A plain `refuse` closes the port, so that connecting fails. One that is limited to some calls cannot: the port must be
 * open to see them, and their connection is cut instead.
 */
export function closesThePort(fault: Fault): boolean {
  return (
    fault.mode === 'refuse' &&
    fault.times === undefined &&
    fault.probability === undefined &&
    fault.match === undefined
  );
}

export function matchesCall(fault: Fault, call: Call): boolean {
  const { method, path } = fault.match ?? {};
  if (method !== undefined && method.toUpperCase() !== call.method) return false;
  if (path === undefined) return true;
  const pattern = new RegExp(path);
  return pattern.test(call.path) || pattern.test(call.path + call.search);
}
