import { eventText, EventType, type HistoryEvent } from '../protocol/history-event.ts';
import {
  readFailedOrchestrator,
  readOrchestratorState,
  type BrokenReplay,
  type OrchestratorState,
} from '../protocol/orchestrator-state.ts';
import { orchestrationTriggerText } from '../protocol/orchestration-trigger.ts';
import type { FunctionApp } from '../worker/function-app.ts';
import type { FunctionRegistry } from './function-registry.ts';
import type { Execution } from './instance.ts';

/** A call of the worker as it was made, for those who want to see it. */
export interface RecordedCall {
  /** JSON text. */
  readonly context: string;
  readonly result: { readonly returnValue?: unknown; readonly error?: { readonly message: string } };
}

/** What replaying orchestrators needs. */
export interface Replayer {
  readonly app: FunctionApp;
  readonly registry: FunctionRegistry;
  readonly httpSleepMilliseconds: number;
  readonly storeInputs: boolean;
  /** Looks at what a successful replay returned; throws when strict mode forbids it. */
  readonly inspect?: (execution: Execution, fresh: readonly HistoryEvent[], rawResult: unknown) => void;
  readonly record?: (instanceId: string, call: RecordedCall) => void;
}

/** Calls the orchestrator with the whole history. */
export async function replay(
  replayer: Replayer,
  execution: Execution,
  fresh: readonly HistoryEvent[],
): Promise<OrchestratorState | BrokenReplay> {
  const { started, texts } = execution;
  const { InstanceId: instanceId } = started.OrchestrationInstance;
  const fn = replayer.registry.find('orchestration', started.Name);
  if (!fn) return { exception: replayer.registry.unknown('orchestration', started.Name) };
  const context = orchestrationTriggerText({
    history: [...texts, ...fresh.map((event) => eventText(event, false))],
    input: started.Input,
    instanceId,
    isReplaying: texts.length > 0 && !fresh.some(({ EventType: type }) => type === EventType.ExecutionStarted),
    parentInstanceId: started.ParentInstance?.OrchestrationInstance.InstanceId ?? null,
    sleepMilliseconds: replayer.httpSleepMilliseconds,
  });
  try {
    const result = await replayer.app.invoke(fn, { trigger: { string: context } });
    replayer.record?.(instanceId, { context, result: { returnValue: result.returnValue } });
    const state = readOrchestratorState(result);
    replayer.inspect?.(execution, fresh, result.rawResult);
    return state;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    replayer.record?.(instanceId, { context, result: { error: { message } } });
    return readFailedOrchestrator(error);
  }
}
