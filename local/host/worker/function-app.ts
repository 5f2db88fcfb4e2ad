import type { Binding, RetryContext, RetryOptions, RpcTypedData, TraceContext } from './rpc.ts';

export type { Binding, RetryOptions, RpcTypedData } from './rpc.ts';

export interface RegisteredFunction {
  /** The name as the app writes it. */
  readonly name: string;
  /** As `@azure/functions` registered them, by binding name. */
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly trigger: Binding & { readonly name: string; readonly type: string };
  readonly retryOptions?: RetryOptions;
}

/** The data that a trigger gives its function. */
export interface TriggerData extends RpcTypedData {
  /** The value itself, when no conversion is needed. */
  readonly value?: unknown;
}

export interface Invocation {
  readonly trigger: TriggerData;
  readonly triggerMetadata?: Readonly<Record<string, RpcTypedData>>;
  readonly traceContext?: TraceContext;
  readonly retryContext?: RetryContext;
  /** A new id is made when it is absent. */
  readonly invocationId?: string;
  /** The reason in the `Executing` line; `(null)` when absent. */
  readonly reason?: string;
  /** A second log line after `Executing`, as queue triggers have. */
  readonly details?: string;
}

export interface InvocationResult {
  /** The handler's return value after the postInvocation hooks, before any conversion. Strict mode checks the identity of its objects. */
  readonly rawResult: unknown;
  readonly returnValue: RpcTypedData | null | undefined;
  readonly outputs: Readonly<Record<string, RpcTypedData>>;
  /** The invocation of a streamed request has ended without an answer. */
  readonly isUnanswered?: boolean;
}

export interface FunctionApp {
  /** Key: the name in lower case. */
  readonly functions: ReadonlyMap<string, RegisteredFunction>;
  /** Runs the whole pipeline: hooks, context, log lines, output bindings. Rejects with the app's error. */
  invoke(fn: RegisteredFunction, invocation: Invocation): Promise<InvocationResult>;
}
