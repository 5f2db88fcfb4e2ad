import type { FailureDetails } from './history-event.ts';
import { messageOf, stackOf, withoutOutOfProcState } from './orchestrator-state.ts';

/** Why an activity failed, as its TaskFailed event says. */
export interface TaskFailure {
  readonly Reason: string;
  readonly Details: string | null;
  readonly FailureDetails: FailureDetails | null;
}

/** @param error what the activity threw */
export function activityFailure(name: string, error: unknown): TaskFailure {
  const message = withoutOutOfProcState(messageOf(error));
  const details = failureDetails(message);
  if (details)
    return {
      Reason: `Activity function '${name}' failed with an unhandled exception.`,
      Details: null,
      FailureDetails: details,
    };
  return {
    Reason: `Activity function '${name}' failed: ${message}`,
    Details: serializedException('System.Exception', message, {
      type: 'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException',
      message: `Result: Failure\nType: \nException: ${message}\nStack: ${stackOf(error)}`,
    }),
    FailureDetails: null,
  };
}

/** A failure inside the extension itself. It always has details. The settings of the app do not change that. */
export function extensionFailure(type: string, message: string): TaskFailure {
  const stack = `   at ${type}`;
  return {
    Reason: message,
    Details: `Unhandled exception while executing task: ${type}: ${message}\n${stack}`,
    FailureDetails: {
      ErrorType: type,
      ErrorMessage: message,
      StackTrace: stack,
      InnerFailure: null,
      IsNonRetriable: false,
      Properties: null,
    },
  };
}

/** A .NET exception as Newtonsoft writes it, as far as an orchestrator can see it. */
export function serializedException(
  type: string,
  message: string,
  inner?: { readonly type: string; readonly message: string },
): string {
  return JSON.stringify({
    $type: `${type}, System.Private.CoreLib`,
    ClassName: type,
    Message: message,
    Data: null,
    InnerException: inner
      ? { $type: inner.type, ClassName: inner.type, Message: inner.message }
      : null,
    HelpURL: null,
    StackTraceString: null,
    RemoteStackTraceString: null,
    RemoteStackIndex: 0,
    ExceptionMethod: null,
    HResult: -2146233088,
    Source: null,
    WatsonBuckets: null,
  });
}

interface WireFailure {
  readonly errorType?: unknown;
  readonly errorMessage?: unknown;
  readonly stackTrace?: unknown;
  readonly isNonRetriable?: unknown;
  readonly properties?: unknown;
}

/** An app with an exception properties provider: durable-functions puts the details into the message as JSON. */
function failureDetails(message: string): FailureDetails | undefined {
  if (!message.startsWith('{"errorType":')) return undefined;
  let wire: WireFailure;
  try {
    wire = JSON.parse(message) as WireFailure;
  } catch {
    return undefined;
  }
  if (typeof wire.errorType !== 'string' || typeof wire.errorMessage !== 'string') return undefined;
  return {
    ErrorType: wire.errorType,
    ErrorMessage: wire.errorMessage,
    StackTrace: typeof wire.stackTrace === 'string' ? wire.stackTrace : null,
    InnerFailure: null,
    IsNonRetriable: wire.isNonRetriable === true,
    Properties: isRecord(wire.properties) ? wire.properties : null,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
