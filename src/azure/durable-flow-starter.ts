import { OrchestrationRuntimeStatus } from 'durable-functions';
import type { FlowProgress, FlowStarter } from '../ports/flow-starter.ts';
import type { DeliverOrder } from '../workflows/orders/deliver-order.ts';
import type { HonourOrder } from '../workflows/orders/request-order.ts';
import type { FlowName } from '../workflows/steps.ts';
import type { WatchOrder } from '../workflows/orders/watch-order.ts';

const honourRequest: FlowName = 'honourRequest';
const deliverStatus: FlowName = 'deliverStatus';
const watchResiduals: FlowName = 'watchResiduals';

/** What is used of the durable client. */
interface DurableClient {
  startNew(flow: string, options: { instanceId: string; input: unknown }): Promise<string>;
  getStatus(instanceId: string): Promise<{ runtimeStatus: OrchestrationRuntimeStatus }>;
}

/** Starts flows through the durable client that the host binds to a function. */
export function createDurableFlowStarter(client: DurableClient): FlowStarter {
  async function startOnce(
    flow: FlowName,
    instanceId: string,
    input: HonourOrder | DeliverOrder | WatchOrder,
  ): Promise<void> {
    try {
      await client.startNew(flow, { instanceId, input });
    } catch (error) {
      // 409: an instance with this id runs already.
      if (!(error instanceof Error && /status code: 409/.test(error.message))) throw error;
    }
  }

  return {
    start: (requestId, version) => startOnce(honourRequest, requestId, { requestId, version }),
    deliver: (requestId, callback) =>
      startOnce(deliverStatus, `${requestId}-delivery`, { requestId, callback }),
    watch: (requestId, version) =>
      startOnce(watchResiduals, `${requestId}-watch`, { requestId, version }),
    progress: async (requestId) => {
      try {
        const { runtimeStatus } = await client.getStatus(requestId);
        return progressOf(runtimeStatus);
      } catch (error) {
        if (error instanceof Error && error.message.includes('HTTP 404')) return 'missing';
        throw error;
      }
    },
  };
}

function progressOf(status: OrchestrationRuntimeStatus): FlowProgress {
  switch (status) {
    case OrchestrationRuntimeStatus.Completed:
      return 'finished';
    case OrchestrationRuntimeStatus.Failed:
    case OrchestrationRuntimeStatus.Terminated:
    case OrchestrationRuntimeStatus.Canceled:
      return 'broken';
    default:
      return 'running';
  }
}
