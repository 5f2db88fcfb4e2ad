import { theService, type Effect, type FactOf } from '../domain/fact.ts';
import type { SystemId } from '../domain/system.ts';

/** An effect on one record, before and after. `record` is its hash under the key of the request (`recordKey`). */
export interface EffectOnRecord {
  readonly system: SystemId;
  readonly effect: Effect;
  readonly record: string;
}

export function factOfBeginning(on: EffectOnRecord, at: string): FactOf<'began'> {
  return { at, kind: 'began', actor: theService, ...on };
}

export function factOfDoing(on: EffectOnRecord, at: string): FactOf<'did'> {
  return { at, kind: 'did', actor: theService, ...on };
}
