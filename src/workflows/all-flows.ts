import { deliverStatus } from './deliver-status.ts';
import { orchestration, type OrchestrationHandler } from './durable.ts';
import { honourRequest } from './honour-request.ts';
import type { FlowName } from './steps.ts';
import { visitSystem } from './visit-system.ts';
import { watchResiduals, watchSystem } from './watch-residuals.ts';

/** Every orchestration under its name, complete by type: an unknown name would hang for ever on Azure. */
export const flows: Readonly<Record<FlowName, OrchestrationHandler>> = {
  honourRequest: orchestration<'honourRequest'>(honourRequest),
  visitSystem: orchestration<'visitSystem'>(visitSystem),
  deliverStatus: orchestration<'deliverStatus'>(deliverStatus),
  watchResiduals: orchestration<'watchResiduals'>(watchResiduals),
  watchSystem: orchestration<'watchSystem'>(watchSystem),
};
