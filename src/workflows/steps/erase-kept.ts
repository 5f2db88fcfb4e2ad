import type { Attempt } from '../../domain/attempt.ts';
import type { RetentionLook } from '../../domain/retention-watch.ts';
import type { SystemId } from '../../domain/system.ts';
import type { RuledResidual } from '../../domain/verdict.ts';
import { defineStep, type RequestOrder } from './step.ts';

export interface EraseKeptOrder extends RequestOrder {
  readonly system: SystemId;
  /** RFC 3339: the last effect that the system confirmed in an earlier try; null when there was none. */
  readonly since: string | null;
}

export type KeptErased =
  | Extract<RetentionLook, { kind: 'kept' | 'nothing-sealed' }>
  | {
      readonly kind: 'erased';
      /** RFC 3339: when the erasing calls ended. */
      readonly erasedAt: string;
      readonly staysInBin: boolean;
      /** The classes that other rules still keep. */
      readonly still: readonly RuledResidual[];
    };

export const eraseKept = defineStep<EraseKeptOrder, Attempt<KeptErased>>('eraseKept');
