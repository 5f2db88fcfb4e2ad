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

/** An order for a try that may give the system its verdict. The same step then writes the row of the system. */
export interface TryOrder extends SystemOrder {
  /** Which try this is, counted from 1. */
  readonly attempts: number;
  /** The patience that was used up before this try. From it, the step computes when the next try is due. */
  readonly patience: Patience;
  readonly giveUpAfterSeconds: number;
}
