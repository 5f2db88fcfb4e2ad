import type { Facts } from './facts.ts';

/**
 * The settings that tests can change in a running system, stored by the system's id. Each vendor defines its own settings with their
 * defaults; only what was changed is stored.
 */
export interface Settings {
  /** The defaults, with what was changed for this system. */
  of<T extends object>(system: string, defaults: T): T;
  change(system: string, part: object): void;
  /** Back to the defaults. */
  restore(system: string): void;
}

/** Settings that every system has. */
export interface CommonSettings {
  /** How long readers see the old state after a write, in milliseconds. The same for every write of one record. */
  replicationMs: readonly [least: number, most: number];
}

export const commonSettings: CommonSettings = { replicationMs: [300, 800] };

/** `null`: no limit. */
export interface CommonQuotas {
  requestsPer10Seconds: number | null;
}

export const commonQuotas: CommonQuotas = { requestsPer10Seconds: null };

/** @param name keeps two kinds of settings of one system apart */
export function createSettings(facts: Facts, name: string): Settings {
  const changed = new Map<string, object>();
  const factOf = (system: string) => `${name}:${system}`;
  const changesOf = (system: string): object => {
    const known = changed.get(system) ?? facts.read(factOf(system)) ?? {};
    changed.set(system, known);
    return known;
  };
  return {
    of: (system, defaults) => ({ ...defaults, ...changesOf(system) }),
    change: (system, part) => {
      const changes = { ...changesOf(system), ...part };
      facts.write(factOf(system), changes);
      changed.set(system, changes);
    },
    restore: (system) => {
      facts.forget(factOf(system));
      changed.delete(system);
    },
  };
}
