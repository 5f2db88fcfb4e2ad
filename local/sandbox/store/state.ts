import type { DatabaseSync } from 'node:sqlite';
import { createClock, type Clock } from './clock.ts';
import { createFacts, type Facts } from './facts.ts';
import { lagOfAll, type Lag, type LagChanges } from './lag.ts';
import { hashOf } from './random.ts';
import { createRecords, type Records } from './records.ts';
import { commonSettings, createSettings, type Settings } from './settings.ts';

/** The stored state of all simulated systems. */
export interface State {
  database: DatabaseSync;
  facts: Facts;
  clock: Clock;
  records: Records;
  settings: Settings;
  quotas: Settings;
  /** When readers of a record see the changes of this call. */
  lagOf(call: { lag?: LagChanges }, system: string, id: string): Lag;
}

export function createState(database: DatabaseSync): State {
  const facts = createFacts(database);
  const clock = createClock(facts);
  const settings = createSettings(facts, 'settings');
  const lagOf = ({ lag }: { lag?: LagChanges }, system: string, id: string): Lag => {
    const [least, most] = settings.of(system, commonSettings).replicationMs;
    const usual = most <= least ? least : least + (hashOf(`${system}/${id}`) % (most - least + 1));
    return { ...lagOfAll(usual), ...lag };
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
