import type { EventRaised, FailureDetails, HistoryEvent } from '../../protocol/history-event.ts';
import { OrchestrationStatus } from '../../protocol/orchestration-status.ts';
import { interpret, type Interpretation } from './action-interpreter.ts';
import type { FunctionKind } from './function-kind.ts';
import { createEntityCalls, releaseEntities } from './entity-calls.ts';
import {
  complete,
  createExecutionContext,
  NonDeterministicOrchestration,
  playEvent,
  type ExecutionContext,
  type ExecutionEnd,
} from './execution-context.ts';
import type { ExecutionIdentity, ScheduledAction } from './scheduled-action.ts';
import type { OpenFanOut } from '../instances/open-fan-out.ts';
import { findOpenFanOut } from './find-open-fan-out.ts';
import type { ReplayResult } from './replay.ts';
import {
  checkActions,
  lockHeldAtThrow,
  passedBlockedFanOut,
  StrictModeViolation,
  timerLeftOpen,
} from './strict-mode.ts';

export interface MirrorInput {
  readonly identity: ExecutionIdentity;
  /** The whole history of the execution, including the new events. */
  readonly events: Iterable<HistoryEvent>;
  readonly state: ReplayResult;
  readonly exists: (kind: FunctionKind, name: string) => boolean;
  readonly httpSleepMilliseconds: number;
  readonly strict: boolean;
}

export interface MirrorOutcome {
  /** Decisions to carry out now, in the order of their numbers. */
  readonly decisions: readonly (readonly [number, ScheduledAction])[];
  /** JSON text of the custom status that this replay has set. */
  readonly customStatus: string | null;
  readonly suspended: boolean;
  /** Events for the next execution when this one continues as new. */
  readonly carriedOver: readonly EventRaised[];
  /** Set while the flow waits for a Task.all. */
  readonly fanOut: OpenFanOut | undefined;
}

/**
 * Interprets the actions of a replay over the history, as the extension does. Only the history says what has been
 * scheduled. Nothing is kept from one episode to the next.
 */
export function mirror(input: MirrorInput): MirrorOutcome {
  const { identity, events, state, strict } = input;
  const context = createExecutionContext(identity);
  const entityCalls = createEntityCalls();
  let end: ExecutionEnd | undefined;
  let customStatus: string | null = null;
  let interpretation: Interpretation | undefined;

  const start = (): void => {
    if ('violation' in state) throw state.violation;
    if ('exception' in state) {
      end = failed(identity.name, state.exception);
      return;
    }
    customStatus = statusText(state.customStatus);
    const tooLong = overLimit(customStatus);
    if (tooLong !== undefined) {
      customStatus = null;
      end = failed(identity.name, tooLong);
      return;
    }
    if (strict) checkActions(identity.name, state.actions);
    interpretation = interpret({ ...input, context, entityCalls }, state.actions, () => {
      if (strict && state.error !== undefined && entityCalls.lock)
        throw lockHeldAtThrow(identity.name);
      if (state.error !== undefined) end = failed(identity.name, state.error, state.failureDetails);
      else if (state.isDone) {
        releaseEntities(context, entityCalls);
        end = { status: OrchestrationStatus.Completed, result: text(state.output) };
      }
    });
  };

  try {
    for (const event of events) playEvent(context, event, start);
    if (strict && !context.suspended && interpretation?.passedBy())
      throw passedBlockedFanOut(identity.name);
    const [openTimer] = context.openTimers.values();
    if (strict && end && openTimer !== undefined) throw timerLeftOpen(identity.name, openTimer);
    // An orchestration ends only when none of its tasks is open.
    if (end && context.openTasks.size === 0) complete(context, end);
  } catch (error) {
    if (error instanceof StrictModeViolation) return refused(context, error);
    if (!(error instanceof NonDeterministicOrchestration)) throw error;
    const type = 'DurableTask.Core.Exceptions.NonDeterministicOrchestrationException';
    const details = `Unhandled exception while executing orchestration: ${type}: ${error.message}`;
    complete(context, { status: OrchestrationStatus.Failed, result: error.message, details });
  }
  return {
    decisions: [...context.actions].sort(([a], [b]) => a - b),
    customStatus,
    suspended: context.suspended,
    carriedOver: context.carriedOver,
    fanOut:
      context.suspended || end
        ? undefined
        : findOpenFanOut(interpretation?.awaited(), customStatus),
  };
}

/** The flow fails at once. The rest of this episode is not carried out. */
function refused(context: ExecutionContext, { message }: StrictModeViolation): MirrorOutcome {
  context.actions.clear();
  context.ended = false;
  const details = `Message: ${message}, StackTrace: `;
  complete(context, { status: OrchestrationStatus.Failed, result: message, details });
  return {
    decisions: [...context.actions],
    customStatus: null,
    suspended: false,
    carriedOver: [],
    fanOut: undefined,
  };
}

function failed(name: string, error: string, failureDetails?: FailureDetails): ExecutionEnd {
  return {
    status: OrchestrationStatus.Failed,
    result: `Orchestrator function '${name}' failed: ${error}`,
    // The parent sees this text. The function's name takes the place of the extension's .NET stack.
    details: `Message: ${error}, StackTrace:    at ${name}`,
    failureDetails: failureDetails ?? null,
  };
}

function text(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}

/** The SDK leaves out 0, false and the empty text. */
function statusText(value: unknown): string | null {
  return value ? JSON.stringify(value) : null;
}

const limitKilobytes = 16;

function overLimit(status: string | null): string | undefined {
  const kilobytes = Math.trunc(((status?.length ?? 0) * 2) / 1024);
  if ((status?.length ?? 0) * 2 <= limitKilobytes * 1024) return undefined;
  return `The UTF-16 size of the JSON-serialized payload must not exceed ${String(limitKilobytes)} KB. The current payload size is ${String(kilobytes)} KB.`;
}
