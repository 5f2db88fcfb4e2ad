import { deliverStatus } from './deliver-status.ts';
import { orchestration, type OrchestrationHandler } from './durable.ts';
import { honourRequest } from './honour-request.ts';
import { visitInOrder } from './visit-in-order.ts';
import { visitSystem } from './visit-system.ts';
import { watchResiduals, watchSystem } from './watch-residuals.ts';

export const allFlows = {
  honourRequest,
  visitInOrder,
  visitSystem,
  deliverStatus,
  watchResiduals,
  watchSystem,
};

export type FlowName = keyof typeof allFlows;

/** Every orchestration under its name. On Azure, an orchestration that is started under an unknown name never ends. */
export const orchestrations: Readonly<Record<FlowName, OrchestrationHandler>> = {
  honourRequest: orchestration(honourRequest),
  visitInOrder: orchestration(visitInOrder),
  visitSystem: orchestration(visitSystem),
  deliverStatus: orchestration(deliverStatus),
  watchResiduals: orchestration(watchResiduals),
  watchSystem: orchestration(watchSystem),
};
