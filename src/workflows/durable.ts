// The only file of the workflows that knows the API of durable-functions.
import type { OrchestrationContext, OrchestrationHandler, Task } from 'durable-functions';
import type { Envelope, Fault, RequestOrder, Step } from './steps/step.ts';

export type { OrchestrationHandler };

/** A piece of a flow: it yields tasks to the replayer and ends with a value. Call it with `yield*`. */
export type Flow<T> = Generator<Task, T, unknown>;

/** Our own house failed, not a system: the request cannot go on. */
export class FlowBroken extends Error {
  constructor(fault: string) {
    super(fault);
    this.name = 'FlowBroken';
  }
}

/** Every order of a flow names the version of the body that carries it out, also weeks later, after deployments. */
export interface FlowOrder extends RequestOrder {
  readonly version: string;
}

/** An orchestration: its name on Azure, and a body for each version that may still be running. */
export interface FlowDefinition<Order extends FlowOrder, Receipt> {
  readonly name: string;
  readonly versions: Readonly<Record<string, FlowBody<Order, Receipt>>>;
}

export type FlowBody<Order, Receipt> = (durable: Durable, order: Order) => Flow<Receipt>;

/** The order of a flow that another flow runs: the version is the caller's. */
type SubOrder<Order> = Omit<Order, 'version'>;

/** The deterministic world of one running flow. */
export interface Durable {
  now(): Date;
  /** Runs an activity and waits while our own storage is away. Throws `FlowBroken` when storage does not come back. */
  step<Order, Receipt>(step: Step<Order, Receipt>, order: Order): Flow<Receipt>;
  /**
   * Runs sub-orchestrations side by side, in the version of this flow. None of them may reject: see the decision on fan-outs in
   * docs/decisions.
   */
  runAll<Order extends FlowOrder, Receipt>(
    flow: FlowDefinition<Order, Receipt>,
    orders: readonly SubOrder<Order>[],
  ): Flow<Receipt[]>;
  sleep(seconds: number): Flow<void>;
}

export function defineFlow<Order extends FlowOrder, Receipt>(
  name: string,
  versions: FlowDefinition<Order, Receipt>['versions'],
): FlowDefinition<Order, Receipt> {
  return { name, versions };
}

/** Seconds to wait between tries while storage is away: ten minutes in all, longer than a fail-over of a storage account. */
const storageWaits = [2, 4, 8, 15, 30, 60, 60, 120, 120, 180];

/** The longest wait in seconds while the service has other keys than its storage. It ends when somebody puts the keys back. */
const longestKeyWait = 3600;

/** What to wait, in seconds, after each fault of a step; undefined when the flow cannot go on. */
function createWaits(): (fault: Fault) => number | undefined {
  let keyWait = 30;
  let away = 0;
  return (fault) => {
    if (fault === 'other-keys') {
      keyWait = Math.min(keyWait * 2, longestKeyWait);
      return keyWait;
    }
    return fault === 'storage-away' ? storageWaits[away++] : undefined;
  };
}

function durableOf({ df }: OrchestrationContext, version: string): Durable {
  function* sleep(seconds: number): Flow<void> {
    yield df.createTimer(new Date(df.currentUtcDateTime.getTime() + seconds * 1000));
  }

  return {
    now: () => df.currentUtcDateTime,
    sleep,
    *step<Order, Receipt>({ name }: Step<Order, Receipt>, order: Order): Flow<Receipt> {
      const waitAfter = createWaits();
      for (;;) {
        const envelope = (yield df.callActivity(name, order)) as Envelope<Receipt>;
        if (envelope.ok) return envelope.value;
        const wait = waitAfter(envelope.fault);
        if (wait === undefined) throw new FlowBroken(envelope.fault);
        yield* sleep(wait);
      }
    },
    *runAll<Order extends FlowOrder, Receipt>(
      { name }: FlowDefinition<Order, Receipt>,
      orders: readonly SubOrder<Order>[],
    ): Flow<Receipt[]> {
      // An empty Task.all fails the orchestration.
      if (orders.length === 0) return [];
      return (yield df.Task.all(
        orders.map((order) => df.callSubOrchestrator(name, { ...order, version })),
      )) as Receipt[];
    },
  };
}

/** Turns a flow into what durable-functions registers: it carries out the body of the version that its order names. */
export function orchestration<Order extends FlowOrder, Receipt>(
  flow: FlowDefinition<Order, Receipt>,
): OrchestrationHandler {
  return function* (context: OrchestrationContext): Flow<Receipt> {
    const order = context.df.getInput<Order>();
    const body = flow.versions[order.version];
    if (!body) throw new Error(`There is no version ${order.version} of the flow ${flow.name}.`);
    return yield* body(durableOf(context, order.version), order);
  };
}
