import { gateOf } from '../../domain/gate.ts';
import type { GateReceipt } from '../../workflows/steps/gate-receipt.ts';
import type { OpenedRequest } from '../../workflows/steps/open-request.ts';
import type { RequestOrder } from '../../workflows/steps/step.ts';
import type { Dependencies } from '../dependencies.ts';
import { afterLook, receiptOf } from '../gate/ask-gate.ts';

/** Starts the work on a registered request, or finds the gate at which it must wait first. */
export async function openRequest(
  deps: Pick<Dependencies, 'register' | 'policy' | 'now'>,
  { requestId }: RequestOrder,
): Promise<OpenedRequest> {
  const now = deps.now();
  let gate: GateReceipt = { kind: 'open' };
  const request = await deps.register.change(requestId, (before) => {
    const found = gateOf(before.gates, before.planHash, now);
    const change = afterLook(before, found, now.toISOString());
    gate = receiptOf(found, change.gates);
    return change;
  });
  return {
    type: request.type,
    systems: request.systemIds,
    giveUpAfterSeconds: deps.policy.giveUpAfterSeconds,
    gate,
  };
}
