import type { RequestId } from '../domain/request.ts';
import type { Durable, Flow } from './durable.ts';
import { askGate } from './steps/ask-gate.ts';
import { wakeEvent, type GateReceipt } from './steps/gate-receipt.ts';

/** Durable Functions splits a longer timer into several timers. So a flow that waits longer checks the gate again after this time. */
const longestWaitMs = 5 * 24 * 3600 * 1000;

/**
 * Waits until every gate is open, or the request has ended at one. An event only wakes the flow: the decision itself is in the register.
 * @param freeze disables the accounts while the request cools off
 */
export function* passGates(
  durable: Durable,
  requestId: RequestId,
  first: GateReceipt,
  freeze: () => Flow<void>,
): Flow<Exclude<GateReceipt, { kind: 'wait' }>> {
  let gate = first;
  while (gate.kind === 'wait') {
    if (gate.freeze) yield* freeze();
    durable.show({ phase: gate.state });
    yield* durable.race({
      decided: durable.event(wakeEvent(gate.wait)),
      passed: durable.moment(endOf(durable, gate.until)),
    });
    gate = yield* durable.step(askGate, { requestId });
  }
  return gate;
}

function endOf(durable: Durable, until: string | null): Date {
  const latest = durable.now().getTime() + longestWaitMs;
  return new Date(until === null ? latest : Math.min(latest, Date.parse(until)));
}
