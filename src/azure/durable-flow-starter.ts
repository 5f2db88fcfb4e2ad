import { OrchestrationRuntimeStatus } from 'durable-functions';
import type { RequestId } from '../domain/request.ts';
import type { FlowProgress, FlowStarter } from '../ports/flow-starter.ts';
import { deliverStatus } from '../workflows/deliver-status.ts';
import type { FlowDefinition, FlowOrder } from '../workflows/durable.ts';
import { honourRequest } from '../workflows/honour-request.ts';
import { wakeEvent } from '../workflows/steps/gate-receipt.ts';
import { watchResiduals } from '../workflows/watch-residuals.ts';

/** The methods of the durable client that are used here. */
interface DurableClient {
  startNew(flow: string, options: { instanceId: string; input: unknown }): Promise<string>;
  raiseEvent(instanceId: string, name: string, data: unknown): Promise<void>;
  getStatus(instanceId: string): Promise<{ runtimeStatus: OrchestrationRuntimeStatus }>;
}

/** Starts flows through the durable client that the host binds to a function. */
export function createDurableFlowStarter(client: DurableClient): FlowStarter {
  async function startOnce<Order extends FlowOrder>(
    { name }: FlowDefinition<Order, unknown>,
    instanceId: string,
    input: Order,
  ): Promise<void> {
    try {
      await client.startNew(name, { instanceId, input });
    } catch (error) {
      // 409: an instance with this id already runs.
      if (!(error instanceof Error && /status code: 409/.test(error.message))) throw error;
    }
  }

  return {
    start: (requestId, version, run) =>
      startOnce(honourRequest, instanceOf(requestId, run), { requestId, version, run }),
    deliver: (requestId, version, status) =>
      startOnce(deliverStatus, `${requestId}-delivery`, { requestId, version, ...status }),
    watch: (requestId, version) =>
      startOnce(watchResiduals, `${requestId}-watch`, { requestId, version }),
    wake: async (requestId, run, wait) => {
      try {
        // The extension refuses an event without data.
        await client.raiseEvent(instanceOf(requestId, run), wakeEvent(wait), null);
      } catch (error) {
        // The flow has not started yet. It will read the decision when it starts.
        if (!(error instanceof Error && /^No instance with ID /.test(error.message))) throw error;
      }
    },
    progress: async (requestId, run) => {
      try {
        const { runtimeStatus } = await client.getStatus(instanceOf(requestId, run));
        return progressOf(runtimeStatus);
      } catch (error) {
        if (error instanceof Error && error.message.includes('HTTP 404')) return 'missing';
        throw error;
      }
    },
  };
}

function instanceOf(requestId: RequestId, run: number): string {
  return run === 1 ? requestId : `${requestId}-${String(run)}`;
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
