import { randomUUID } from 'node:crypto';
import type { HostLog } from '../log.ts';
import type { InvocationRequest, InvocationResponse } from './core-api.ts';
import type {
  Binding,
  FunctionApp,
  Invocation,
  InvocationResult,
  RegisteredFunction,
  RpcTypedData,
} from './function-app.ts';
import type { RegisteredCode, Registry } from './registry.ts';
import { withinTimeout } from './function-timeout.ts';
import { runInvocation } from './run-invocation.ts';
import { toError } from './system-error.ts';
import { traceContextFor } from './trace-context.ts';
import { workerLog, type WorkerLog } from './worker-log.ts';

export interface FunctionAppOptions {
  readonly registry: Registry;
  readonly log: HostLog;
  /** The longest duration of an invocation in milliseconds. Absent: no limit. */
  readonly timeoutMs?: number | undefined;
  /** Whether a registered function is served. The others count as unknown. */
  readonly accept: (registered: RegisteredFunction) => boolean;
  /** Data of an input binding that is not the trigger, e.g. the durable client's. A failure fails the invocation. */
  readonly resolveInput: (
    binding: Binding,
    invocation: Invocation,
  ) => RpcTypedData | Promise<RpcTypedData>;
  /** Sends a value to the target of an output binding. A failure fails the invocation. */
  readonly deliverOutput: (
    binding: Binding,
    value: RpcTypedData,
    invocation: Invocation,
  ) => Promise<void>;
}

interface Prepared {
  readonly code: RegisteredCode;
  readonly log: WorkerLog;
  readonly category: string;
  readonly extraInputs: readonly (Binding & { readonly name: string })[];
  readonly outputs: ReadonlyMap<string, Binding>;
}

/** Makes the registered functions of an app callable. */
export function createFunctionApp(options: FunctionAppOptions): FunctionApp {
  const { registry, log } = options;
  const functions = new Map<string, RegisteredFunction>();
  const prepared = new Map<RegisteredFunction, Prepared>();
  for (const code of registry.functions.values()) {
    const registered = describe(code);
    if (!options.accept(registered)) continue;
    functions.set(registered.name.toLowerCase(), registered);
    prepared.set(registered, prepare(code, registered, options));
  }
  return {
    functions,
    invoke(registered, invocation) {
      const own = prepared.get(registered);
      if (!own) throw new Error(`The app has no function '${registered.name}'.`);
      const { name } = registered;
      return logged(log, own.category, name, invocation, (id) =>
        withinTimeout(
          invokeOnce(options, registered, own, invocation, id),
          options.timeoutMs,
          name,
        ),
      );
    },
  };
}

function describe(code: RegisteredCode): RegisteredFunction {
  const { name, bindings, retryOptions } = code.metadata;
  const entry = Object.entries(bindings).find(([, binding]) => /trigger$/i.test(binding.type));
  if (!entry) throw new Error(`The function '${name}' has no trigger.`);
  const trigger = { ...entry[1], name: entry[0] };
  return { name, bindings, trigger, ...(retryOptions && { retryOptions }) };
}

function prepare(
  code: RegisteredCode,
  registered: RegisteredFunction,
  options: FunctionAppOptions,
): Prepared {
  const bindings = Object.entries(registered.bindings);
  return {
    code,
    log: workerLog(options.log, options.registry, registered.name),
    category: `Function.${registered.name}`,
    extraInputs: bindings
      .filter(([name, { direction }]) => direction === 'in' && name !== registered.trigger.name)
      .map(([name, binding]) => ({ ...binding, name })),
    outputs: new Map(
      bindings.filter(([, { direction, type }]) => direction === 'out' && !/^http$/i.test(type)),
    ),
  };
}

async function invokeOnce(
  options: FunctionAppOptions,
  registered: RegisteredFunction,
  own: Prepared,
  invocation: Invocation,
  invocationId: string,
): Promise<InvocationResult> {
  const { trigger } = invocation;
  const given = trigger.value === undefined ? undefined : { value: trigger.value };
  const request: InvocationRequest = {
    invocationId,
    functionId: registered.name,
    inputData: [
      { name: registered.trigger.name, data: given ? {} : trigger },
      ...(own.extraInputs.length > 0 ? await extraInputs(options, own, invocation) : []),
    ],
    traceContext: traceContextFor(
      invocation.traceContext?.traceParent,
      invocation.traceContext?.traceState,
    ),
    triggerMetadata: invocation.triggerMetadata ?? {},
    ...(invocation.retryContext && { retryContext: invocation.retryContext }),
  };
  const { registry } = options;
  const { rawResult, response } = await runInvocation(registry, own.code, request, own.log, given);
  const outputs = outputsOf(response);
  if (own.outputs.size > 0)
    await deliver(options, own.outputs, outputs, response.returnValue, invocation);
  return { rawResult, returnValue: response.returnValue, outputs };
}

function extraInputs(options: FunctionAppOptions, own: Prepared, invocation: Invocation) {
  return Promise.all(
    own.extraInputs.map(async (input) => ({
      name: input.name,
      data: await options.resolveInput(input, invocation),
    })),
  );
}

function outputsOf(response: InvocationResponse): Record<string, RpcTypedData> {
  const outputs: Record<string, RpcTypedData> = {};
  for (const { name, data } of response.outputData ?? []) outputs[name] = data;
  return outputs;
}

/** Sends all outputs at the same time, as Azure's host does (WorkerFunctionInvoker.BindOutputsAsync). */
async function deliver(
  options: FunctionAppOptions,
  bindings: ReadonlyMap<string, Binding>,
  outputs: Readonly<Record<string, RpcTypedData>>,
  returnValue: RpcTypedData | null | undefined,
  invocation: Invocation,
): Promise<void> {
  const sent = [...bindings].map(async ([name, binding]) => {
    const value = name === '$return' ? returnValue : outputs[name];
    if (value !== null && value !== undefined)
      await options.deliverOutput(binding, value, invocation);
  });
  await Promise.allSettled(sent);
  await Promise.all(sent);
}

/** Runs one invocation and prints the same lines as Core Tools. */
async function logged(
  log: HostLog,
  category: string,
  name: string,
  invocation: Invocation,
  run: (invocationId: string) => Promise<InvocationResult>,
): Promise<InvocationResult> {
  const id = invocation.invocationId ?? randomUUID();
  const shown = log.enabled('information', category);
  if (shown) {
    log.write(
      'information',
      category,
      `Executing 'Functions.${name}' (Reason='${invocation.reason ?? '(null)'}', Id=${id})`,
    );
    if (invocation.details) log.write('information', category, invocation.details);
  }
  const startedAt = performance.now();
  const took = () => `Duration=${Math.round(performance.now() - startedAt)}ms`;
  try {
    const result = await run(id);
    if (shown)
      log.write(
        'information',
        category,
        `Executed 'Functions.${name}' (Succeeded, Id=${id}, ${took()})`,
      );
    return result;
  } catch (thrown) {
    if (log.enabled('error', category)) {
      const { message, stack } = toError(thrown);
      log.write('error', category, `Executed 'Functions.${name}' (Failed, Id=${id}, ${took()})`);
      log.write(
        'error',
        category,
        `Exception while executing function: Functions.${name}. Result: Failure\nException: ${message}\nStack: ${stack ?? ''}`,
      );
    }
    throw thrown;
  }
}
