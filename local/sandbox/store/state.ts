import type { DatabaseSync } from 'node:sqlite';
import { createClock, type Clock } from './clock.ts';
import { createFacts, type Facts } from './facts.ts';
import { hashOf } from './random.ts';
import { createRecords, type Records } from './records.ts';
import { commonSettings, createSettings, type Settings } from './settings.ts';

/** Everything the simulated systems remember. */
export interface State {
  database: DatabaseSync;
  facts: Facts;
  clock: Clock;
  records: Records;
  settings: Settings;
  quotas: Settings;
  /** How long readers of this object see its old state, in milliseconds. */
  lagOf(system: string, id: string): number;
}

export function createState(database: DatabaseSync): State {
  const facts = createFacts(database);
  const clock = createClock(facts);
  const settings = createSettings(facts, 'settings');
  const lagOf = (system: string, id: string) => {
    const [least, most] = settings.of(system, commonSettings).replicationMs;
    return most <= least ? least : least + (hashOf(`${system}/${id}`) % (most - least + 1));
  };
  return {
    database,
    facts,
    clock,
    records: createRecords(database, clock),
    settings,
    quotas: createSettings(facts, 'quotas'),
    lagOf,
  };
}
