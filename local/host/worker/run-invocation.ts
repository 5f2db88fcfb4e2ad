import type {
  CoreInvocationContext,
  HookData,
  InvocationRequest,
  InvocationResponse,
} from './core-api.ts';
import { runHooks, type RegisteredCode, type Registry } from './registry.ts';
import { systemError } from './system-error.ts';
import { readOnly, type WorkerLog } from './worker-log.ts';

export interface Answer {
  readonly rawResult: unknown;
  readonly response: InvocationResponse;
}

/** Wraps a thrown value, because undefined can be thrown too. */
interface Failure {
  readonly thrown: unknown;
}

/**
 * Runs one call of a function in the steps of the Node worker: arguments, preInvocation hooks, handler, postInvocation hooks
 * (which may replace result and error), response.
 * @param given the trigger's value, when it needs no conversion
 */
export async function runInvocation(
  registry: Registry,
  code: RegisteredCode,
  request: InvocationRequest,
  log: WorkerLog,
  given?: { readonly value: unknown },
): Promise<Answer> {
  const hookData: HookData = {};
  const owner = { hookData, invocationContext: undefined as unknown };
  const core: CoreInvocationContext = {
    invocationId: request.invocationId,
    request,
    metadata: code.metadata,
    state: undefined,
    log: (level, category, message) => {
      log(level, category, message, owner);
    },
  };
  try {
    return await runSteps(registry, code, core, owner, given);
  } finally {
    core.request = nothing;
    if (registry.hooks.log.length === 0) owner.invocationContext = undefined;
  }
}

// `@azure/functions` keeps each call in WeakMaps. Only a full garbage collection frees their values, so the data of a call is removed after
// the call. Otherwise memory would grow several times as large, and every smaller collection would take longer.
const nothing: InvocationRequest = { invocationId: '', functionId: '', inputData: [] };

async function runSteps(
  registry: Registry,
  code: RegisteredCode,
  core: CoreInvocationContext,
  owner: { readonly hookData: HookData; invocationContext: unknown },
  given: { readonly value: unknown } | undefined,
): Promise<Answer> {
  if (!registry.programmingModel) throw systemError('The app has set no programming model.');
  const model = await registry.programmingModel.getInvocationModel(core);
  const { context, inputs } = await model.getArguments();
  if (given) inputs[0] = given.value;
  owner.invocationContext = context;
  const { appHookData } = registry;
  const shared = { hookData: owner.hookData, appHookData, invocationContext: context };

  let before = { inputs, functionCallback: code.callback };
  if (registry.hooks.preInvocation.length > 0)
    before = await runPreHooks(registry, core, shared, before);
  core.state = 'invocation';
  let result: unknown = null;
  let failure: Failure | undefined;
  try {
    result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (thrown) {
    failure = { thrown };
  }
  core.state = 'postInvocationHooks';
  let after = { inputs: before.inputs, result, error: failure ? failure.thrown : null };
  if (registry.hooks.postInvocation.length > 0) after = await runPostHooks(registry, shared, after);
  core.state = undefined;
  // The worker checks the value only, so a handler that throws null or undefined succeeds.
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- callers get what the app threw, whatever it is
  if (after.error !== null && after.error !== undefined) throw after.error;
  return { rawResult: after.result, response: await model.getResponse(context, after.result) };
}

interface PreInvocation {
  inputs: unknown[];
  functionCallback: RegisteredCode['callback'];
}

interface PostInvocation {
  readonly inputs: unknown[];
  result: unknown;
  error: unknown;
}

async function runPreHooks(
  registry: Registry,
  core: CoreInvocationContext,
  shared: object,
  own: PreInvocation,
): Promise<PreInvocation> {
  core.state = 'preInvocationHooks';
  const context = readOnly(own, shared);
  await runHooks(registry.hooks.preInvocation, context);
  return context;
}

async function runPostHooks(
  registry: Registry,
  shared: object,
  own: PostInvocation,
): Promise<PostInvocation> {
  const context = readOnly(own, shared);
  await runHooks(registry.hooks.postInvocation, context);
  return context;
}
