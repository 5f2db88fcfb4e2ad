import { withDueDate } from '../../domain/due-date.ts';
import { afterGate, gateOf, type Gate, type GateChange } from '../../domain/gate.ts';
import type { RegisteredRequest } from '../../domain/request.ts';
import type { GateReceipt } from '../../workflows/steps/gate-receipt.ts';
import type { RequestOrder } from '../../workflows/steps/step.ts';
import type { Dependencies } from '../dependencies.ts';

type Needs = Pick<Dependencies, 'register' | 'policy' | 'now' | 'log'>;

/**
 * Finds the gate at which the request stands, and writes the wait before the flow begins it. A decision that is written later names this
 * wait. A decision that was written earlier is found here. So no decision is missed.
 */
export async function askGate(deps: Needs, { requestId }: RequestOrder): Promise<GateReceipt> {
  const now = deps.now();
  let receipt: GateReceipt = { kind: 'open' };
  await deps.register.change(requestId, (request) => {
    const gate = gateOf(request.gates, request.planHash, now);
    const seen = afterGateCheck(request, gate, now.toISOString());
    const written = withDueDate(request, seen, deps.policy, now);
    receipt = receiptOf(gate, written.gates);
    return written;
  });
  deps.log.info('gate', { requestId, ...logged(receipt) });
  return receipt;
}

/** How the row changes when the flow has checked its gate: the decisions so far are known to the flow, and at a closed gate a new wait begins. */
export function afterGateCheck(request: RegisteredRequest, gate: Gate, at: string): GateChange {
  const { gates, facts } = afterGate(request, gate, at);
  const waits = gates.waits + (gate.kind === 'closed' ? 1 : 0);
  return { facts, gates: { ...gates, unheard: false, waits } };
}

export function receiptOf(gate: Gate, { waits, rule }: RegisteredRequest['gates']): GateReceipt {
  if (gate.kind !== 'closed') return gate;
  const { state, until } = gate;
  return {
    kind: 'wait',
    state,
    wait: waits,
    until,
    freeze: state === 'cooling-off' && rule.freeze,
  };
}

function logged(receipt: GateReceipt): object {
  return receipt.kind === 'open' ? { gate: 'open' } : { gate: receipt.state };
}
