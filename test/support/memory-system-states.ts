import type { SystemId } from '../../src/domain/system.ts';
import {
  nothingKnown,
  type HourOfTries,
  type SystemState,
  type SystemStates,
} from '../../src/ports/system-states.ts';

/** The stored state of systems, in memory, for several processes. The counts belong to one process. */
export function createMemorySystemStates(): SystemStates {
  const states = new Map<SystemId, SystemState>();
  const hours = new Map<string, HourOfTries & { readonly system: SystemId }>();
  const merge = async (system: SystemId, change: Partial<SystemState>): Promise<void> => {
    states.set(system, { ...(states.get(system) ?? nothingKnown), ...change });
  };
  return {
    all: async () => new Map(states),
    pause: (system, pause) => merge(system, { pause }),
    probed: (system, probe, probeAt) => merge(system, { probe, probeAt }),
    probeLater: (system, probeAt) => merge(system, { probeAt }),
    wentDown: async (system, outage) => {
      if (!states.get(system)?.outage) await merge(system, { outage });
    },
    claimProbe: async (system, known, next) => {
      if (states.get(system)?.outage?.nextProbeAt !== known.nextProbeAt) return false;
      await merge(system, { outage: next });
      return true;
    },
    cameBack: (system) => merge(system, { outage: null }),
    saw: async (system, last, counts) => {
      await merge(system, last);
      for (const count of counts) hours.set(`${count.hour}-${system}`, { ...count, system });
    },
    hours: async (since) => [...hours.values()].filter(({ hour }) => hour >= since),
    forgetHoursBefore: async (hour) => {
      for (const [key, one] of hours) if (one.hour < hour) hours.delete(key);
    },
  };
}
