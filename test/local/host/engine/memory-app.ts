import type { EntityContext, OrchestrationHandler } from 'durable-functions';
import type {
  FunctionApp,
  Invocation,
  RegisteredFunction,
  RpcTypedData,
  TriggerData,
} from '../../../../local/host/worker/function-app.ts';

export type ActivityBody = (input: never, instanceId: string) => unknown;

/** Entity functions may be asynchronous. The SDK's type does not allow it. */
export type EntityBody = (context: EntityContext<number>) => void | Promise<void>;

/** The functions of an app inside the test process. */
export interface AppBodies {
  readonly orchestrations?: Readonly<Record<string, OrchestrationHandler>>;
  readonly activities?: Readonly<Record<string, ActivityBody>>;
  readonly entities?: Readonly<Record<string, EntityBody>>;
}

type Handler = (trigger: unknown, context: object) => Promise<unknown>;

// The SDK's own replay without a worker. Jest has its own module registry, so no app can register there.
const sdk = jest.requireActual<{
  createOrchestrator(body: OrchestrationHandler): Handler;
  createEntityFunction(body: EntityBody): Handler;
}>('durable-functions/lib/src/util/testingUtils');

/** An app whose orchestrators the real durable-functions replays. */
export function memoryApp(bodies: AppBodies): FunctionApp {
  const functions = new Map<string, RegisteredFunction>();
  const handlers = new Map<string, (invocation: Invocation) => Promise<RpcTypedData | undefined>>();
  const add = (
    name: string,
    type: string,
    run: (invocation: Invocation) => Promise<RpcTypedData | undefined>,
  ) => {
    functions.set(name.toLowerCase(), { name, bindings: {}, trigger: { name: 'trigger', type } });
    handlers.set(name, run);
  };
  for (const [name, body] of Object.entries(bodies.orchestrations ?? {}))
    add(name, 'orchestrationTrigger', stateOf(sdk.createOrchestrator(body)));
  for (const [name, body] of Object.entries(bodies.entities ?? {}))
    add(name, 'entityTrigger', stateOf(sdk.createEntityFunction(body)));
  for (const [name, body] of Object.entries(bodies.activities ?? {}))
    add(name, 'activityTrigger', async ({ trigger, triggerMetadata }) => {
      const result = await body(
        parse(trigger) as never,
        String(parse(triggerMetadata?.['instanceId'] ?? {})),
      );
      return result === undefined ? undefined : { json: JSON.stringify(result) };
    });
  return {
    functions,
    async invoke(fn, invocation) {
      const returnValue = await handlers.get(fn.name)?.(invocation);
      return { rawResult: undefined, returnValue, outputs: {} };
    },
  };
}

function stateOf(handler: Handler) {
  return async ({ trigger }: Invocation): Promise<RpcTypedData> => ({
    json: JSON.stringify(await handler(parse(trigger), {})),
  });
}

function parse(data: TriggerData): unknown {
  if (data.value !== undefined) return data.value;
  const text = data.string ?? data.json;
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}
