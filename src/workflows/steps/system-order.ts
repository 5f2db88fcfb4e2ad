import type { Patience } from '../../domain/patience.ts';
import type { SystemId } from '../../domain/system.ts';
import type { RuledResidual } from '../../domain/verdict.ts';
import type { RequestOrder } from './step.ts';

/** An order about one system of a request. */
export interface SystemOrder extends RequestOrder {
  /** Version of the dossier that holds what was found there. */
  readonly dossier: number;
  readonly system: SystemId;
  /** The classes of records that rules keep there. Left out: none. */
  readonly keeps?: readonly RuledResidual[];
}

/** An order for a try that may settle the system. The same step then writes the system's row. */
export interface TryOrder extends SystemOrder {
  /** Which try this is, counted from 1. */
  readonly attempts: number;
  /** Before this try. With it the step knows when the next try is due. */
  readonly patience: Patience;
  readonly giveUpAfterSeconds: number;
}
