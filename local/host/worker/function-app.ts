import type { Binding, RetryContext, RetryOptions, RpcTypedData, TraceContext } from './rpc.ts';

export type { Binding, RetryOptions, RpcTypedData } from './rpc.ts';

export interface RegisteredFunction {
  /** As the app wrote it. */
  readonly name: string;
  /** As `@azure/functions` registered them, by binding name. */
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly trigger: Binding & { readonly name: string; readonly type: string };
  readonly retryOptions?: RetryOptions;
}

/** What a trigger gives its function. */
export interface TriggerData extends RpcTypedData {
  /** The value itself, where the host has it at hand: then there is nothing to read. */
  readonly value?: unknown;
}

export interface Invocation {
  readonly trigger: TriggerData;
  readonly triggerMetadata?: Readonly<Record<string, RpcTypedData>>;
  readonly traceContext?: TraceContext;
  readonly retryContext?: RetryContext;
  /** Made when absent. */
  readonly invocationId?: string;
  /** Why it runs, for the `Executing` line; `(null)` when absent. */
  readonly reason?: string;
  /** One more line after `Executing`, as queue triggers have. */
  readonly details?: string;
}

export interface InvocationResult {
  /** What the handler returned, after postInvocation hooks, before conversion: keeps the identity of objects. */
  readonly rawResult: unknown;
  readonly returnValue: RpcTypedData | null | undefined;
  readonly outputs: Readonly<Record<string, RpcTypedData>>;
  /** A streamed request has got no answer although its invocation has ended. */
  readonly isUnanswered?: boolean;
}

export interface FunctionApp {
  /** Key: the name in lower case. */
  readonly functions: ReadonlyMap<string, RegisteredFunction>;
  /** Runs the whole pipeline (hooks, context, log lines, output bindings); rejects with what the app threw. */
  invoke(fn: RegisteredFunction, invocation: Invocation): Promise<InvocationResult>;
}
