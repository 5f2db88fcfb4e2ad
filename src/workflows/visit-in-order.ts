import { defineFlow, type Durable, type Flow, type FlowOrder } from './durable.ts';
import { visitSystem, type Visit, type VisitReceipt } from './visit-system.ts';

/** The visits of systems that come after each other. */
export interface OrderedVisits extends FlowOrder {
  /** The systems of one wave are visited in parallel. */
  readonly waves: readonly (readonly Visit[])[];
}

/**
 * Visits systems wave by wave. The next wave begins when every system of the wave before has its verdict, whatever it is: a system that
 * cannot be erased must not keep the others from being erased. It never rejects, because it is a branch of a fan-out.
 */
function* visitWaves(durable: Durable, { waves }: OrderedVisits): Flow<VisitReceipt[]> {
  const receipts: VisitReceipt[] = [];
  for (const wave of waves) {
    receipts.push(...(yield* durable.runAll(visitSystem, wave)));
    // Our own code or storage failed. Then the request cannot continue.
    if (receipts.some(({ broken }) => broken)) break;
  }
  return receipts;
}

export const visitInOrder = defineFlow<OrderedVisits, VisitReceipt[]>('visitInOrder', {
  1: visitWaves,
});
