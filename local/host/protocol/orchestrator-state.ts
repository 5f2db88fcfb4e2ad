import type { InvocationResult } from '../worker/function-app.ts';
import type { FailureDetails } from './history-event.ts';
import { invalidTimer } from './invalid-timer.ts';
import type { OrchestrationAction } from './orchestration-action.ts';

/** The result of one replay of an orchestrator: all its actions since the start of the execution. */
export interface OrchestratorState {
  readonly isDone: boolean;
  readonly actions: readonly OrchestrationAction[];
  readonly output?: unknown;
  readonly customStatus?: unknown;
  /** Set when the orchestrator threw. */
  readonly error?: string;
  /** Set when it threw the failure of an activity that has error details. */
  readonly failureDetails?: FailureDetails;
}

/** The invocation itself failed, or its answer is not a state. */
export interface BrokenReplay {
  readonly exception: string;
}

interface WireState {
  readonly isDone?: unknown;
  readonly actions?: unknown;
  readonly output?: unknown;
  readonly customStatus?: unknown;
  readonly error?: unknown;
  readonly failureDetails?: Partial<FailureDetails>;
}

const marker = '\n\n$OutOfProcData$:';

/** Reads the answer of a successful invocation of an orchestrator. */
export function readOrchestratorState(result: InvocationResult): OrchestratorState | BrokenReplay {
  const text = result.returnValue?.json ?? result.returnValue?.string;
  const state = text === undefined ? undefined : parse(text);
  if (state === undefined)
    return {
      exception: 'The data returned by the out-of-process function execution was not valid json.',
    };
  return toState(state);
}

/**
 * Reads the state from the error that durable-functions throws for a failed orchestrator. Like the extension, it finds no
 * state when the error has no text, or when the flow has already continued as new. Then the text is lost.
 */
export function readFailedOrchestrator(error: unknown): OrchestratorState | BrokenReplay {
  const message = messageOf(error);
  const state = outOfProcState(message);
  if (state) {
    const read = toState(state.data);
    return 'exception' in read ? read : { ...read, error: state.error };
  }
  return {
    exception: `One or more errors occurred. (Result: Failure\nType: \nException: ${message}\nStack: ${stackOf(error)})`,
  };
}

/** The part of a message before an orchestrator's state, or the whole message when it has no state. */
export function withoutOutOfProcState(message: string): string {
  return outOfProcState(message) ? message.slice(0, message.indexOf(marker)) : message;
}

function outOfProcState(message: string): { data: WireState; error: string } | undefined {
  const at = message.indexOf(marker);
  if (at < 0) return undefined;
  const data = parse(message.slice(at + marker.length));
  if (data?.isDone !== false || typeof data.error !== 'string' || data.error === '')
    return undefined;
  return { data, error: data.error };
}

function toState(state: WireState): OrchestratorState | BrokenReplay {
  const outer: unknown[] = Array.isArray(state.actions) ? state.actions : [];
  const inner: unknown = outer[0] ?? [];
  const actions = Array.isArray(inner) ? (inner as OrchestrationAction[]) : [];
  const exception = invalidTimer(actions);
  if (exception !== undefined) return { exception };
  return {
    isDone: state.isDone === true,
    actions,
    output: state.output,
    customStatus: state.customStatus,
    ...(state.failureDetails ? { failureDetails: completed(state.failureDetails) } : {}),
  };
}

/** Adds the empty properties that the SDK leaves out and the extension writes. */
function completed(details: Partial<FailureDetails>): FailureDetails {
  return {
    ErrorType: details.ErrorType ?? 'Error',
    ErrorMessage: details.ErrorMessage ?? '',
    StackTrace: details.StackTrace ?? null,
    InnerFailure: details.InnerFailure ? completed(details.InnerFailure) : null,
    IsNonRetriable: details.IsNonRetriable ?? false,
    Properties: details.Properties ?? null,
  };
}

function parse(text: string): WireState | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The message of any thrown value, as the Node worker passes it to the host. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  if (typeof error === 'object' && error !== null && 'message' in error)
    return String(error.message);
  if (typeof error === 'string') return error;
  return error === undefined ? 'undefined' : JSON.stringify(error);
}

/** The stack of any thrown value; empty when it has none. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? '') : '';
}
