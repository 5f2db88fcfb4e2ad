import type { RegisteredRequest } from '../../domain/request.ts';
import { gateOf } from '../../domain/gate.ts';
import type { GateReceipt } from '../../workflows/steps/gate-receipt.ts';
import type { OpenedRequest, RunOrder } from '../../workflows/steps/open-request.ts';
import { claimsOf } from '../claims-of.ts';
import type { Dependencies } from '../dependencies.ts';
import { afterGateCheck, receiptOf } from '../gate/ask-gate.ts';

/** Each run writes its dossiers under numbers of its own, because a version never changes. A run uses far fewer numbers. */
const dossiersPerRun = 10_000;

/**
 * Starts the work on a registered request, or finds the gate at which it must wait first. A retry at once claims the records and
 * identifiers of the person that it knows. So later requests wait for it.
 */
export async function openRequest(
  deps: Pick<Dependencies, 'register' | 'policy' | 'now' | 'dossiers' | 'lookupHash'>,
  { requestId, run }: RunOrder,
): Promise<OpenedRequest> {
  const now = deps.now();
  let gate: GateReceipt = { kind: 'open' };
  const request = await deps.register.change(requestId, (before) => {
    const found = gateOf(before.gates, before.planHash, now);
    const change = afterGateCheck(before, found, now.toISOString());
    gate = receiptOf(found, change.gates);
    return change;
  });
  const { type, systemIds: systems, dossier } = request;
  const from = run === 1 ? 0 : dossier;
  const isSettled = run > 1 && hasNothingToVisit(request);
  if (run > 1 && !isSettled) {
    const known = await deps.dossiers.read(requestId, from);
    await deps.register.claimFound(requestId, claimsOf(deps, known));
  }
  return {
    type,
    systems,
    giveUpAfterSeconds: deps.policy.giveUpAfterSeconds,
    dossiers: { from, taken: (run - 1) * dossiersPerRun },
    gate,
    ...(isSettled && { settled: request.systems }),
  };
}

/** A waiver opens a request again without a system to visit. A request that broke before its gates must still pass them. */
function hasNothingToVisit({ gates, systems }: RegisteredRequest): boolean {
  return gates.passed === true && systems.every(({ verdict }) => verdict !== null);
}
