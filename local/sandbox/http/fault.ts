import type { LagChanges } from '../store/lag.ts';
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
  'lag',
] as const;
export type FaultMode = (typeof faultModes)[number];

export interface Fault {
  mode: FaultMode;
  /** `after`: the call takes effect, then its answer is lost or damaged. */
  when: 'before' | 'after';
  status?: number;
  /** Seconds, sent as `Retry-After`. */
  retryAfter?: number;
  delayMs?: number;
  /** How many further calls get the fault. Absent: all calls. */
  times?: number;
  probability?: number;
  seed?: number;
  match?: { method?: string; path?: string };
  /** `lag`: when readers see what the call writes, by the way of reading. */
  reads?: LagChanges;
}

/** A fault that damages the call or its answer. The other faults only change when readers see the effect. */
export type SpoilingFault = Fault & { mode: Exclude<FaultMode, 'lag'> };

export const isSpoiling = (fault: Fault): fault is SpoilingFault => fault.mode !== 'lag';

/** The lag that the faults of a call set. When two of them differ, the later one counts. */
export function lagFrom(struck: readonly Fault[]): LagChanges {
  const changes = struck.filter((fault) => !isSpoiling(fault)).map(({ reads }) => reads);
  return Object.assign({}, ...changes) as LagChanges;
}

/**
 * A plain `refuse` closes the port, so that connecting fails. A `refuse` that is limited to some calls cannot do so, because
 * the port must be open to see the calls. It resets their connection instead.
 */
export function closesThePort(fault: Fault): boolean {
  return (
    fault.mode === 'refuse' &&
    fault.times === undefined &&
    fault.probability === undefined &&
    fault.match === undefined
  );
}

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Whether the method of the call changes nothing. */
export const isReading = ({ method }: Call) => readingMethods.has(method);

export function matchesCall(fault: Fault, call: Call): boolean {
  const { method, path } = fault.match ?? {};
  if (fault.mode === 'lag' && isReading(call)) return false;
  if (method !== undefined && method.toUpperCase() !== call.method) return false;
  if (path === undefined) return true;
  const pattern = new RegExp(path);
  return pattern.test(call.path) || pattern.test(call.path + call.search);
}
