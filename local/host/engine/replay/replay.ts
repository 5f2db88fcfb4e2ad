import { EventType, type HistoryEvent } from '../../protocol/history-event.ts';
import {
  readFailedOrchestrator,
  readOrchestratorState,
  type BrokenReplay,
  type OrchestratorState,
} from '../../protocol/orchestrator-state.ts';
import { orchestrationContext } from '../../protocol/orchestration-trigger.ts';
import type { FunctionApp } from '../../worker/function-app.ts';
import type { FunctionRegistry } from './function-registry.ts';
import type { Execution } from '../instances/instance.ts';
import { checkReuse, StrictModeViolation } from './strict-mode.ts';

/** One recorded call of the worker. */
export interface RecordedCall {
  /** JSON text. */
  readonly context: string;
  readonly result: {
    readonly returnValue?: unknown;
    readonly error?: { readonly message: string };
  };
}

/** The dependencies of a replay. */
export interface Replayer {
  readonly app: FunctionApp;
  readonly registry: FunctionRegistry;
  readonly httpSleepMilliseconds: number;
  readonly storeInputs: boolean;
  /** Aborted when the hub closes: running episodes must end. */
  readonly stopping?: AbortSignal;
  /** Mistakes that Azure does not report fail the flow. */
  readonly strict: boolean;
  readonly record?: (instanceId: string, call: RecordedCall) => void;
  /** Called when a flow calls a function that the app does not have. */
  readonly unknownCalled?: (instanceId: string, message: string) => void;
}

/** The result of a replay, or a violation of strict mode. */
export type ReplayResult =
  OrchestratorState | BrokenReplay | { readonly violation: StrictModeViolation };

/** Calls the orchestrator with the whole history. */
export async function replay(
  replayer: Replayer,
  execution: Execution,
  fresh: readonly HistoryEvent[],
): Promise<ReplayResult> {
  const { started, events } = execution;
  const { InstanceId: instanceId } = started.OrchestrationInstance;
  const fn = replayer.registry.find('orchestration', started.Name);
  if (!fn) return { exception: replayer.registry.unknown('orchestration', started.Name) };
  const context = orchestrationContext({
    past: events,
    fresh,
    input: started.Input,
    instanceId,
    isReplaying:
      events.length > 0 &&
      !fresh.some(({ EventType: type }) => type === EventType.ExecutionStarted),
    parentInstanceId: started.ParentInstance?.OrchestrationInstance.InstanceId ?? null,
    sleepMilliseconds: replayer.httpSleepMilliseconds,
  });
  const recorded = replayer.record ? JSON.stringify(context) : '';
  try {
    const result = await replayer.app.invoke(fn, { trigger: { value: context } });
    replayer.record?.(instanceId, {
      context: recorded,
      result: { returnValue: result.returnValue },
    });
    if (replayer.strict) checkReuse(started.Name, result.rawResult);
    return readOrchestratorState(result);
  } catch (error) {
    if (error instanceof StrictModeViolation) return { violation: error };
    const message = error instanceof Error ? error.message : String(error);
    replayer.record?.(instanceId, { context: recorded, result: { error: { message } } });
    return readFailedOrchestrator(error);
  }
}
