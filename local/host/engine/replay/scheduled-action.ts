import type { FailureDetails, ParentInstance } from '../../protocol/history-event.ts';
import type { OrchestrationStatus } from '../../protocol/orchestration-status.ts';

/** A decision of the interpreter that is not in the history yet. */
export type ScheduledAction =
  | { readonly kind: 'task'; readonly name: string; readonly input: unknown }
  | {
      readonly kind: 'sub-orchestration';
      readonly name: string;
      readonly instanceId: string;
      readonly version: string | null;
      readonly input: string | null;
    }
  | { readonly kind: 'timer'; readonly fireAt: string }
  | {
      readonly kind: 'event';
      readonly instanceId: string;
      readonly name: string;
      readonly input: string;
    }
  | {
      readonly kind: 'complete';
      readonly status: OrchestrationStatus;
      readonly result: string | null;
      readonly details: string | null;
      readonly failureDetails: FailureDetails | null;
    }
  | { readonly kind: 'continue-as-new'; readonly input: string | null };

/** The class names the extension puts into its non-determinism messages. */
export const actionClassName: Record<ScheduledAction['kind'], string> = {
  task: 'ScheduleTaskOrchestratorAction',
  'sub-orchestration': 'CreateSubOrchestrationAction',
  timer: 'CreateTimerOrchestratorAction',
  event: 'SendEventOrchestratorAction',
  complete: 'OrchestrationCompleteOrchestratorAction',
  'continue-as-new': 'OrchestrationCompleteOrchestratorAction',
};

/** Names and ids of the running execution. */
export interface ExecutionIdentity {
  readonly name: string;
  readonly instanceId: string;
  readonly executionId: string;
  readonly version: string | null;
  readonly parent: ParentInstance | null;
}
