import type { DatabaseSync } from 'node:sqlite';
import { drawAt } from '../store/random.ts';
import type { Call } from './call.ts';
import { closesThePort, matchesCall, type Fault } from './fault.ts';

interface Armed {
  fault: Fault;
  /** How many random numbers were drawn. A restart continues the same sequence. */
  draws: number;
}

/** The active faults, by system and name. They survive a restart, and `times` keeps what is left of it. */
export interface Faults {
  set(system: string, name: string, fault: Fault): void;
  clear(system: string, name?: string): void;
  clearAll(): void;
  list(system: string): Record<string, Fault>;
  isPortClosed(system: string): boolean;
  /** The faults that apply to this call, sorted by name. Counts down `times`. */
  strike(system: string, call: Call): Fault[];
}

/** A `slow` fault delays a `$batch` once, not again for each of its items. */
const hasSlowedBatch = (fault: Fault, { batch }: Call): boolean =>
  fault.mode === 'slow' && batch !== undefined && matchesCall(fault, batch.outer);

export function createFaults(database: DatabaseSync): Faults {
  const upsert = database.prepare(
    'INSERT INTO faults (system, name, doc) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET doc = excluded.doc',
  );
  const removeOne = database.prepare('DELETE FROM faults WHERE system = ? AND name = ?');
  const armed = new Map<string, Map<string, Armed>>();
  for (const row of database.prepare('SELECT * FROM faults ORDER BY name').all())
    of(String(row['system'])).set(String(row['name']), JSON.parse(String(row['doc'])) as Armed);

  function of(system: string): Map<string, Armed> {
    const known = armed.get(system) ?? new Map<string, Armed>();
    armed.set(system, known);
    return known;
  }
  const remember = (system: string, name: string, entry: Armed) => {
    of(system).set(name, entry);
    upsert.run(system, name, JSON.stringify(entry));
  };
  const forget = (system: string, name: string) => {
    of(system).delete(name);
    removeOne.run(system, name);
  };

  function strikesNow(system: string, name: string, entry: Armed, call: Call): boolean {
    const { fault } = entry;
    if (closesThePort(fault) || fault.times === 0 || !matchesCall(fault, call)) return false;
    if (hasSlowedBatch(fault, call)) return false;
    let strikes = true;
    if (fault.probability !== undefined) {
      strikes = drawAt(fault.seed ?? 1, entry.draws) < fault.probability;
      entry.draws += 1;
    }
    if (strikes && fault.times !== undefined) entry.fault = { ...fault, times: fault.times - 1 };
    if (fault.probability !== undefined || fault.times !== undefined) remember(system, name, entry);
    return strikes;
  }

  return {
    set: (system, name, fault) => {
      remember(system, name, { fault, draws: 0 });
    },
    clear: (system, name) => {
      for (const each of name === undefined ? [...of(system).keys()] : [name]) forget(system, each);
    },
    clearAll: () => {
      for (const [system, named] of armed)
        for (const name of [...named.keys()]) forget(system, name);
    },
    list: (system) =>
      Object.fromEntries([...of(system)].map(([name, entry]) => [name, entry.fault])),
    isPortClosed: (system) => [...of(system).values()].some((entry) => closesThePort(entry.fault)),
    strike: (system, call) => {
      const named = armed.get(system);
      if (!named || named.size === 0) return [];
      return [...named]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .filter(([name, entry]) => strikesNow(system, name, entry, call))
        .map(([, entry]) => entry.fault);
    },
  };
}
