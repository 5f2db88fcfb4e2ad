import { OrchestrationRuntimeStatus } from 'durable-functions';
import { EventType } from '../../../local/host/protocol/history-event.ts';
import { isTerminal, statusName } from '../../../local/host/protocol/orchestration-status.ts';
import { InstanceExists } from '../../../local/host/engine/instances/start-request.ts';
import type { TaskHub } from '../../../local/host/engine/task-hub.ts';
import type { createDurableFlowStarter } from '../../../src/azure/durable-flow-starter.ts';

type DurableClient = Parameters<typeof createDurableFlowStarter>[0];

/** The durable client over an engine in this process, with the answers that the flow starter tells apart. */
export function clientOf(hub: TaskHub): DurableClient {
  return {
    async startNew(name, { instanceId, input }) {
      try {
        return await hub.startInstance({ name, instanceId, input: JSON.stringify(input) });
      } catch (error) {
        if (error instanceof InstanceExists)
          throw new Error('unexpected status code: 409', { cause: error });
        throw error;
      }
    },
    async raiseEvent(instanceId, name, data) {
      const row = hub.read(instanceId);
      if (!row) throw new Error(`No instance with ID '${instanceId}' found.`);
      if (isTerminal(row.status)) return;
      await hub.raise(instanceId, {
        EventType: EventType.EventRaised,
        Name: name,
        Input: JSON.stringify(data),
        ParentTraceContext: null,
        EventId: -1,
        Timestamp: new Date().toISOString(),
      });
    },
    async getStatus(instanceId) {
      const row = hub.read(instanceId);
      if (!row) throw new Error('The operation failed with HTTP 404.');
      const runtimeStatus = Object.values(OrchestrationRuntimeStatus).find(
        (status: string) => status === statusName(row.status),
      );
      if (!runtimeStatus) throw new Error(`There is no status ${statusName(row.status)}.`);
      return { runtimeStatus };
    },
  };
}
