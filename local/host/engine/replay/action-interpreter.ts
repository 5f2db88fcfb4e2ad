import {
  ActionType,
  type OrchestrationAction,
  type CallSubOrchestrator,
} from '../../protocol/orchestration-action.ts';
import { entityOf } from '../../protocol/entity-message.ts';
import { createTimer } from './durable-timer.ts';
import { lockEntities, operateEntity, releaseEntities, type EntityCalls } from './entity-calls.ts';
import { scheduleTask, type ExecutionContext } from './execution-context.ts';
import { waitForEvent } from './external-events.ts';
import { callHttp } from './http-polling.ts';
import type { FunctionKind } from './function-kind.ts';
import { completedTask, faultedTask, whenAll, whenAny, type MirrorTask } from './mirror-task.ts';
import { ownInstanceId, unknownName } from './strict-mode.ts';
import { withRetry } from './task-retry.ts';

/** The dependencies of an interpretation. */
export interface Interpreter {
  readonly context: ExecutionContext;
  readonly entityCalls: EntityCalls;
  /** Whether the app has such a function. The case of names is ignored. */
  readonly exists: (kind: FunctionKind, name: string) => boolean;
  readonly httpSleepMilliseconds: number;
  /** Throws for mistakes that Azure does not report. */
  readonly strict: boolean;
}

/** The progress of the actions. */
export interface Interpretation {
  /** Whether the flow has actions after the one that the interpreter still waits for. */
  passedBy(): boolean;
  /** The task that the interpreter waits for. */
  awaited(): MirrorTask | undefined;
}

/**
 * Interprets the actions one after the other, each after the one before has settled, and calls `atEnd` after the last. A failed action does
 * not stop the interpreter, because the SDK has already shown the failure to the flow. Like the extension, it also continues after an
 * unknown name: nothing is scheduled, and no error is reported.
 */
export function interpret(
  interpreter: Interpreter,
  actions: readonly OrchestrationAction[],
  atEnd: () => void,
): Interpretation {
  let index = 0;
  let awaited: MirrorTask | undefined;
  const next = (): void => {
    for (let action = actions[index++]; action; action = actions[index++]) {
      const task = invoke(interpreter, action);
      if (!task.settled) {
        awaited = task;
        task.waiting.push(next);
        return;
      }
    }
    atEnd();
  };
  next();
  return {
    passedBy: () => index < actions.length,
    awaited: () => (awaited?.settled === false ? awaited : undefined),
  };
}

function missing({ context, strict }: Interpreter, kind: FunctionKind, name: string): MirrorTask {
  if (strict) throw unknownName(context.identity.name, kind, name);
  return faultedTask();
}

function invoke(interpreter: Interpreter, action: OrchestrationAction): MirrorTask {
  const { context, entityCalls, exists } = interpreter;
  switch (action.actionType) {
    case ActionType.CallActivity:
    case ActionType.CallActivityWithRetry: {
      const { functionName: name, input, retryOptions } = action;
      if (!exists('activity', name)) return missing(interpreter, 'activity', name);
      const call = () => scheduleTask(context, { kind: 'task', name, input });
      return retryOptions ? withRetry(context, retryOptions, call) : call();
    }
    case ActionType.CallSubOrchestrator:
    case ActionType.CallSubOrchestratorWithRetry:
      return callSubOrchestrator(interpreter, action);
    case ActionType.ContinueAsNew:
      context.continueAsNew ??= { input: serialize(action.input) };
      return completedTask();
    case ActionType.CreateTimer:
      return createTimer(context, action);
    case ActionType.WaitForExternalEvent:
      return waitForEvent(context.events, action.externalEventName);
    case ActionType.CallEntity:
    case ActionType.SignalEntity: {
      const { name } = entityOf(action.instanceId);
      if (!exists('entity', name)) return missing(interpreter, 'entity', name);
      return operateEntity(context, entityCalls, action) ?? completedTask();
    }
    case ActionType.CallHttp:
      return callHttp(context, action.httpRequest, interpreter.httpSleepMilliseconds);
    case ActionType.WhenAny:
      return whenAny(action.compoundActions.map((child) => invoke(interpreter, child)));
    case ActionType.WhenAll:
      return whenAll(action.compoundActions.map((child) => invoke(interpreter, child)));
    case ActionType.LockEntities: {
      const unknown = action.lockSet.find(({ name }) => !exists('entity', name));
      if (unknown) return missing(interpreter, 'entity', unknown.name);
      return lockEntities(context, entityCalls, action.lockSet);
    }
    case ActionType.ReleaseEntities:
      releaseEntities(context, entityCalls);
      return completedTask();
  }
}

function callSubOrchestrator(interpreter: Interpreter, action: CallSubOrchestrator): MirrorTask {
  const { context, exists, strict } = interpreter;
  const { functionName: name, instanceId: given, version = null, retryOptions } = action;
  const { identity } = context;
  const own = given === identity.instanceId;
  const parents =
    given !== undefined && given === identity.parent?.OrchestrationInstance.InstanceId;
  if (!exists('orchestration', name)) return missing(interpreter, 'orchestration', name);
  if (own || parents) {
    if (strict) throw ownInstanceId(identity.name, given);
    return faultedTask();
  }
  const input = serialize(action.input);
  const call = () => {
    const instanceId = given ?? `${identity.executionId}:${String(context.nextId)}`;
    return scheduleTask(context, { kind: 'sub-orchestration', name, instanceId, version, input });
  };
  return retryOptions ? withRetry(context, retryOptions, call) : call();
}

function serialize(input: unknown): string | null {
  return input === undefined || input === null ? null : JSON.stringify(input);
}
