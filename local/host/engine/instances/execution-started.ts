import { randomUUID } from 'node:crypto';
import {
  EventType,
  type ExecutionStarted,
  type ParentInstance,
} from '../../protocol/history-event.ts';
import { utcNow } from '../../protocol/timestamp.ts';

/** The execution id of an execution that the extension itself starts: 32 digits without dashes. */
export function newExecutionId(): string {
  return randomUUID().replaceAll('-', '');
}

export interface NewExecution {
  readonly name: string;
  readonly version: string | null;
  readonly input: string | null;
  readonly instanceId: string;
  readonly executionId: string;
  readonly parent: ParentInstance | null;
  /** How many executions had this id before; null unless a client starts it. */
  readonly generation: number | null;
}

export function executionStarted(from: NewExecution): ExecutionStarted {
  return {
    OrchestrationInstance: { InstanceId: from.instanceId, ExecutionId: from.executionId },
    EventType: EventType.ExecutionStarted,
    ParentInstance: from.parent,
    Name: from.name,
    Version: from.version,
    Input: from.input,
    Tags: null,
    Correlation: null,
    ParentTraceContext: null,
    ScheduledStartTime: null,
    Generation: from.generation,
    GenerateNewTrace: false,
    EventId: -1,
    Timestamp: utcNow(),
  };
}
