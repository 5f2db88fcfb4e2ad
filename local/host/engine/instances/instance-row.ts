import type { ExecutionStarted } from '../../protocol/history-event.ts';
import { OrchestrationStatus } from '../../protocol/orchestration-status.ts';
import type { InstanceRow } from '../../store/task-hub-store.ts';

/** The row of an execution that has not run yet. When it replaces an instance, it keeps the creation time of that instance. */
export function newRow(started: ExecutionStarted, before: InstanceRow | undefined): InstanceRow {
  return {
    id: started.OrchestrationInstance.InstanceId,
    executionId: started.OrchestrationInstance.ExecutionId,
    name: started.Name,
    version: started.Version,
    status: OrchestrationStatus.Pending,
    createdTime: before?.createdTime ?? started.Timestamp,
    lastUpdatedTime: started.Timestamp,
    input: started.Input,
    output: null,
    customStatus: null,
    parentInstanceId: started.ParentInstance?.OrchestrationInstance.InstanceId ?? null,
    generation: started.Generation,
    isEntity: false,
  };
}

/** The row of an orchestration that has not run yet. */
export function pendingRow(started: ExecutionStarted): InstanceRow {
  return newRow(started, undefined);
}
